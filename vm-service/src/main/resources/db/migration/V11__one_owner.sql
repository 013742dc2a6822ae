-- A VM of a pool belongs to one of ours at most, however many claim it at once.
create unique index vm_one_of_ours on vm (pool, xen_uuid) where deleted_at is null;
drop index vm_by_xen_uuid;
