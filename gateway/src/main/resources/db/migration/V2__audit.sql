-- Who did or tried what, as told on vmc.audit. An event that is told again is the same row.
create table audit_entry (
    event_id        text        primary key,
    at              timestamptz not null,
    source          text        not null,
    actor           text        not null,
    role            text        not null,
    team            text,
    action          text        not null,
    target_type     text,
    target_id       text,
    target_name     text,
    operation_id    uuid,
    status          integer,    -- HTTP status of a refusal; null for what was accepted
    reason          text,
    correlation_id  text
);
create index audit_entry_by_time on audit_entry (at desc, event_id desc);
create index audit_entry_by_actor on audit_entry (actor, at desc, event_id desc);
