-- The level that was last announced of each SR, so that a change is told from a repetition after a restart too, and
-- several replicas announce it once.
create table sr_alarm (
    pool    text        not null,
    -- The pool's uuid of it; an SR that two pools share bears the same in both.
    sr_uuid text        not null,
    level   text        not null,
    since   timestamptz not null,
    primary key (pool, sr_uuid)
);
