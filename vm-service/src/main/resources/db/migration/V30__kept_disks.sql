-- Disks that were taken from their VM and kept. Each belongs to its owner until it is given to a VM again or deleted;
-- the row goes with that.
create table kept_disk (
    id         uuid primary key,
    pool       text        not null,
    -- The pool's uuid of it.
    vdi_uuid   text        not null,
    name       text        not null,
    size_bytes bigint      not null,
    owner      text        not null,
    team       text        not null,
    -- The VM that had it last, which may be gone.
    vm_id      uuid        not null,
    vm_name    text        not null,
    kept_at    timestamptz not null
);
create unique index kept_disk_once on kept_disk (pool, vdi_uuid);
