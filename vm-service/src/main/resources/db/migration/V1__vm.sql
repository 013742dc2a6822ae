-- VMs that belong to somebody here. What the pool says of a VM is in the inventory; the columns power_state, host_name and
-- address keep the last of it, so that a change is told from a repetition after a restart too.
create table vm (
    id              uuid primary key,
    name            text        not null,
    pool            text        not null,
    type            text        not null,
    template        text        not null,
    vcpus           integer     not null,
    memory_mib      integer     not null,
    owner           text        not null,
    team            text        not null,
    -- The request it was made for; VMs of one request that asks for it keep away from each other.
    correlation_id  uuid        not null,
    lease_until     timestamptz,
    created_at      timestamptz not null,
    -- The pool's uuid of it, from the moment it exists there.
    xen_uuid        text,
    -- Host it was placed on, and whether its memory there is promised although it does not run yet.
    host_uuid       text,
    host_name       text,
    reserves_memory boolean     not null default false,
    -- A hard shutdown was begun: the next time it is seen halted, that was why.
    cutting_power   boolean     not null default false,
    power_state     text,
    address         text,
    observed_at     timestamptz,
    ready_at        timestamptz,
    deleted_at      timestamptz
);
create unique index vm_name_of_the_living on vm (name) where deleted_at is null;
create index vm_by_xen_uuid on vm (pool, xen_uuid);
create index vm_by_correlation on vm (correlation_id);
