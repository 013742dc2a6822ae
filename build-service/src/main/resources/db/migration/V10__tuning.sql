-- Where the number of jobs of a build comes from.
alter table build add column jobs_from text;

-- What is known of the best number of jobs for a source, a recipe and a set of machines.
create table tuning (
    key           text primary key,
    source        text        not null,
    recipe_sha256 text        not null,
    builder_vcpus integer     not null,
    worker_vcpus  text        not null,
    cache         text        not null,
    begun_at      timestamptz not null,
    jobs          integer,
    real_millis   bigint,
    settled_at    timestamptz
);

-- Builds that were run with another number of jobs to see whether it is faster; one without a time has not succeeded.
create table tuning_try (
    build_id    uuid primary key,
    key         text        not null references tuning (key) on delete cascade,
    jobs        integer     not null,
    begun_at    timestamptz not null,
    real_millis bigint
);
create index tuning_try_by_key on tuning_try (key);
