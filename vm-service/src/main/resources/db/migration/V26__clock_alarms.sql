-- Whose clock was last announced as wrong, so that a change is told from a repetition after a restart too, and several
-- replicas announce it once.
create table clock_alarm (
    pool      text        not null,
    host_uuid text        not null,
    skewed    boolean     not null,
    since     timestamptz not null,
    primary key (pool, host_uuid)
);
