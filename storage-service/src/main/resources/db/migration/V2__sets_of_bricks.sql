-- What each set of consecutive bricks is: how many, how many of them keep names alone, how many may be lost.
alter table volume add column set_bricks integer not null default 1;
alter table volume add column arbiters integer not null default 0;
alter table volume add column redundancy integer not null default 0;
update volume set set_bricks = replicas;

-- Bricks that accepted operations are going to add to a volume: their places are taken, their room is promised.
create table planned_brick (
    id             uuid primary key,
    plan_id        uuid   not null,
    volume_id      uuid   not null references volume (id) on delete cascade,
    host           text   not null,
    path           text   not null,
    promised_bytes bigint not null
);
create index planned_brick_by_plan on planned_brick (plan_id);
create index planned_brick_by_host on planned_brick (host);
