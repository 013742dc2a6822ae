-- Facts and requests that the broker refuses for good, for somebody to look at.
create table outbox_refused (
    seq             bigint      primary key,
    event_id        text        not null unique,
    topic           text        not null,
    subject         text        not null,
    type            text        not null,
    event           bytea       not null,
    created_at      timestamptz not null,
    reason          text        not null,
    refused_at      timestamptz not null default now()
);
