-- VMs made ahead belong to nobody until a creation takes them.
alter table vm add column warm_of text;
comment on column vm.warm_of is 'uuid of the template it was cloned from, for a VM made ahead';
-- The VM that is created out of it; its own id once it is to be deleted instead. Nobody else can have it then.
alter table vm add column warm_taken_by uuid unique;
create index vm_warm on vm (pool, template) where warm_of is not null and deleted_at is null;

-- How many are to be kept ready.
create table warm_size (
    pool     text    not null,
    template text    not null,
    type     text    not null,
    size     integer not null check (size >= 0),
    primary key (pool, template, type)
);
