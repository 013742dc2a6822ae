-- Whether a peer was told to be lost. Changed together with the fact, so that one of several replicas tells it.
alter table peer add column lost boolean not null default false;

-- What was last told of a started volume: WHOLE, DEGRADED or HEALING, and the bricks that were away.
create table volume_health (
    volume_id      uuid primary key references volume (id) on delete cascade,
    state          text        not null,
    lost_bricks    text        not null,
    since          timestamptz not null,
    degraded_since timestamptz
);
