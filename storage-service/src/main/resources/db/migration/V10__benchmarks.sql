-- A benchmark of trees of small files. One without an end is running.
create table benchmark (
    id          uuid primary key,
    client      text        not null,
    directories integer     not null,
    files       integer     not null,
    bytes       integer     not null,
    rounds      integer     not null,
    targets     text        not null,
    owner       text        not null,
    team        text        not null,
    created_at  timestamptz not null,
    ended_at    timestamptz,
    state       text        not null
);

-- What is measured at the same time measures itself.
create unique index benchmark_alone on benchmark ((1)) where ended_at is null;

create table benchmark_measurement (
    benchmark_id uuid    not null references benchmark (id) on delete cascade,
    round        integer not null,
    target       text    not null,
    step         text    not null,
    micros       bigint  not null,
    primary key (benchmark_id, round, target, step)
);
