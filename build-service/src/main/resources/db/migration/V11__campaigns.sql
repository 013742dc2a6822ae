-- Builds of one source again and again, to compare ways of building it. One without an end is running.
create table campaign (
    id              uuid primary key,
    kind            text        not null,
    source          text        not null,
    builder         text        not null,
    variants        jsonb       not null,
    rounds          integer     not null,
    owner           text        not null,
    team            text        not null,
    created_at      timestamptz not null,
    ended_at        timestamptz,
    state           text        not null,
    reason          text,
    source_identity text,
    compiler        text,
    found_jobs      integer,
    results         jsonb
);

create table campaign_run (
    build_id      uuid primary key,
    campaign_id   uuid        not null references campaign (id) on delete cascade,
    place         integer     not null,
    round         integer     not null,
    variant       integer     not null,
    operation_id  uuid        not null,
    begun_at      timestamptz not null,
    ended_at      timestamptz,
    recipe_sha256 text,
    jobs          integer,
    outcome       text,
    reason        text,
    real_millis   bigint,
    user_millis   bigint,
    system_millis bigint,
    unique (campaign_id, place)
);
