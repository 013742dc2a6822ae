-- Replicas of this service that run: each says so from time to time.
create table replica (
    id      uuid primary key,
    seen_at timestamptz not null
);
