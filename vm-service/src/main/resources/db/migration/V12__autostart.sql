-- What is to run in a pool when it or a host of it comes up: entries with what each needs, and on whose behalf, as JSON.
create table autostart_plan (
    pool text primary key,
    plan text not null
);
-- Hosts as they were when last compared, so that one that comes up is told from one that has been up, after a restart too.
create table autostart_host (
    pool      text    not null,
    host_uuid text    not null,
    -- Enabled and heard by its pool.
    up        boolean not null,
    -- When it booted, in the pool's own words.
    boot_time text    not null,
    -- How often it has been seen coming up.
    times_up  bigint  not null,
    primary key (pool, host_uuid)
);
-- Every time a host was seen coming up, and the run that was accepted for it in the same transaction, if there was a plan.
create table autostart_occurrence (
    pool         text        not null,
    host_uuid    text        not null,
    times_up     bigint      not null,
    boot_time    text        not null,
    operation_id uuid,
    seen_at      timestamptz not null,
    primary key (pool, host_uuid, times_up)
);
