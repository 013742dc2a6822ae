create table build (
    id                  uuid primary key,
    operation_id        uuid,
    source              text        not null,
    recipe_sha256       text        not null,
    mode                text        not null,
    workers_wanted      integer     not null,
    jobs                integer,
    builder             text        not null,
    owner               text        not null,
    team                text        not null,
    created_at          timestamptz not null,
    started_at          timestamptz,
    finished_at         timestamptz,
    source_identity     text,
    compiler            text,
    real_millis         bigint,
    user_millis         bigint,
    system_millis       bigint,
    compiled_by_builder integer,
    fallbacks           integer,
    retries             integer,
    losses              jsonb,
    file_count          integer,
    manifest_sha256     text,
    log_lines           bigint,
    outcome             text,
    reason              text
);
create index build_by_source on build (source_identity, recipe_sha256, id desc);
create index build_unfinished on build (builder) where outcome is null;

-- Lines "SHA-256, two spaces, path" of all files that must be equal between two builds of a source.
create table build_manifest (
    build_id    uuid primary key references build (id) on delete cascade,
    content     text not null
);

-- Workers asked of vm-service. Its answers carry the operation's id as correlation id.
create table worker_request (
    build_id        uuid primary key references build (id) on delete cascade,
    operation_id    uuid        not null unique,
    wanted          integer     not null,
    requested_at    timestamptz not null,
    released_at     timestamptz
);

-- What vm-service has answered, and what became of it.
create table worker (
    vm_id           uuid primary key,
    build_id        uuid    not null references build (id) on delete cascade,
    name            text    not null,
    host_name       text,
    address         text,
    vcpus           integer not null,
    state           text    not null,
    reason          text,
    compiled        integer not null default 0,
    failed_attempts integer not null default 0
);
create index worker_by_build on worker (build_id);
