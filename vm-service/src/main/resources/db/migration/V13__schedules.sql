-- Weights of VCPUs by role and time window, as operators gave them.
create table schedule (
    id         uuid primary key,
    name       text        not null unique,
    role       text        not null,
    weight     integer     not null,
    -- Such as MON-FRI, 08:00, 18:00, Europe/Prague.
    days       text        not null,
    from_time  text        not null,
    until_time text        not null,
    zone       text        not null,
    created_by text        not null
);
-- VMs whose weight a schedule has changed, or is about to: what they had before is written here first, so that they get
-- it back whatever dies and whichever schedule is deleted.
create table vm_weight (
    vm_id    uuid primary key,
    -- Null when it had none of its own.
    former   text,
    -- Null until the pool has taken the new one.
    weight   integer,
    schedule text
);
