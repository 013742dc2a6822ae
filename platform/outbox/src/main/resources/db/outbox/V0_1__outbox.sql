-- For services with facts and no operations; db/operations has these tables too, and a service takes one of the two.

-- Facts and requests not yet on Kafka. Deleted when the broker has acknowledged them.
create table outbox (
    seq             bigint generated always as identity primary key,
    event_id        text        not null unique,
    topic           text        not null,
    subject         text        not null,
    type            text        not null,
    event           bytea       not null,
    created_at      timestamptz not null
);

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
