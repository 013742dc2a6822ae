-- Durable operations. One row each; its steps, the keys it is serialised on, and what was learned.
create table operation (
    id              uuid primary key,
    -- Order of acceptance. Acceptors of the same lock key queue on an advisory lock, so among those it is also the
    -- order of commit.
    seq             bigint generated always as identity,
    kind            text        not null,
    state           text        not null,
    input           jsonb       not null,
    learned         jsonb       not null default '{}',
    failure         jsonb,
    target_type     text        not null,
    target_id       uuid        not null,
    target_name     text        not null,
    actor           text        not null,
    role            text        not null,
    team            text        not null,
    cause           text        not null,
    correlation_id  uuid        not null,
    trace_parent    text,
    progress        double precision not null default 0,
    message         text        not null default '',
    -- Counts the takings by a worker; a worker whose number is no longer the row's has lost the operation.
    epoch           integer     not null default 0,
    created_at      timestamptz not null,
    started_at      timestamptz,
    finished_at     timestamptz
);
create index operation_by_correlation on operation (correlation_id);
create index operation_by_target on operation (target_id);
create index operation_by_age on operation (created_at desc, id desc);

create table operation_step (
    operation_id    uuid    not null references operation (id) on delete cascade,
    position        integer not null,
    name            text    not null,
    description     text    not null,
    state           text    not null,
    weight          double precision not null,
    cancellable     boolean not null,
    attempts        integer not null default 0,
    message         text    not null default '',
    begun_at        timestamptz,
    ended_at        timestamptz,
    primary key (operation_id, position)
);

-- Rows only of operations that have not ended.
create table operation_lock (
    operation_id    uuid   not null references operation (id) on delete cascade,
    lock_key        text   not null,
    seq             bigint not null,
    primary key (operation_id, lock_key)
);
create index operation_lock_by_key on operation_lock (lock_key, seq);

create table idempotency_key (
    actor           text        not null,
    key             text        not null,
    request_sha256  text        not null,
    correlation_id  uuid        not null,
    created_at      timestamptz not null,
    primary key (actor, key)
);

-- Facts and requests not yet on Kafka. Deleted when the broker has acknowledged them.
create table outbox (
    seq             bigint generated always as identity primary key,
    event_id        text        not null unique,
    topic           text        not null,
    subject         text        not null,
    type            text        not null,
    event           bytea       not null,
    created_at      timestamptz not null
);

-- Events already handled, per consumer.
create table inbox (
    consumer        text        not null,
    event_id        text        not null,
    handled_at      timestamptz not null,
    primary key (consumer, event_id)
);
create index inbox_by_age on inbox (handled_at);

-- The table of db-scheduler 16 (layout as its documentation gives it for PostgreSQL).
create table scheduled_tasks (
    task_name            text        not null,
    task_instance        text        not null,
    task_data            bytea,
    execution_time       timestamptz,
    picked               boolean     not null,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures integer,
    last_heartbeat       timestamptz,
    version              bigint      not null,
    priority             smallint,
    primary key (task_name, task_instance)
);
create index scheduled_tasks_by_time on scheduled_tasks (execution_time);
create index scheduled_tasks_by_heartbeat on scheduled_tasks (last_heartbeat);
