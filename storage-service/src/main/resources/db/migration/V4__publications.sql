-- Volumes and exports as SRs of pools, from the moment that is accepted until the pool has forgotten the SR.
create table publication (
    id            uuid primary key,
    backend_id    uuid not null,
    backend_name  text not null,
    pool          text not null,
    -- Of the SR.
    name          text not null,
    -- VDI or ISO.
    kind          text not null,
    -- PLANNED, ASKED, THERE, REFUSED or RELEASED.
    state         text not null,
    -- The pool's uuid of the SR.
    repository_id uuid,
    -- What vm-service said last when it said no.
    reason        text,
    -- The operation that waits for vm-service's answer.
    operation_id  uuid,
    unique (backend_id, pool),
    unique (pool, name)
);
