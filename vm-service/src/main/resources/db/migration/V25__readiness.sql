-- What must answer at its address before the VM is ready, as users write it; null when its tools are enough.
alter table vm add column probe text;
-- Whether its guest checks its file system at some boots, which then take longer.
alter table vm add column checks_disks boolean not null default false;
