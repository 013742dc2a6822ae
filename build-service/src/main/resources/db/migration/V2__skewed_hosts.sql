-- Hosts whose clocks are further off than they may be, as vm-service last said; a host that is right has no row.
create table skewed_host (
    host_id         uuid primary key,
    name            text    not null,
    pool_name       text    not null,
    offset_millis   bigint  not null
);
create index skewed_host_by_name on skewed_host (name);
