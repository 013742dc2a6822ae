-- Who coordinated a pool and where its hosts were when it was heard last: a service that starts while the coordinator it
-- was told of is away finds the pool, and several replicas announce another coordinator once.
create table seen_pool (
    pool             text primary key,
    coordinator_uuid text        not null,
    coordinator_name text        not null,
    addresses        text[]      not null,
    since            timestamptz not null
);
