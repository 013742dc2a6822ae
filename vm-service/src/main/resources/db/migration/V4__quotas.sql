-- A start or resume was accepted: its VCPUs and memory count in the quota of its team until that operation is over.
alter table vm add column start_accepted boolean not null default false;
create index vm_by_team on vm (team) where deleted_at is null;
