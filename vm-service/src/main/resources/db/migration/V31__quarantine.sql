-- A kept disk may be the one a VM broke on: another took its place, and it stays in quarantine until it is put back or
-- released. These columns are null for a disk that was only detached.
alter table kept_disk
    -- The pool's uuid of the disk that took its place.
    add column restored_uuid text,
    -- Slot and name it had.
    add column slot text,
    add column former_name text;
create unique index quarantine_of_vm on kept_disk (vm_id) where restored_uuid is not null;
