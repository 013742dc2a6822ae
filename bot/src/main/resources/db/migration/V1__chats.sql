-- What platforms delivered, so that what is delivered again is not done again.
create table delivery (
    id          text        primary key,
    seen_at     timestamptz not null
);
create index delivery_by_age on delivery (seen_at);

-- Messages that show operations as they go on; followed again after a restart of the bot.
create table live_message (
    id          uuid        primary key,
    platform    text        not null,
    place       text        not null,
    -- The platform's id of the message; empty until it is posted.
    message     text        not null default '',
    chat_user   text        not null,
    -- What the user said, as JSON of the chat's protocol.
    said        text        not null,
    operations  text        not null,
    begun_at    timestamptz not null,
    ended_at    timestamptz,
    -- Said again by its button.
    repeated    boolean     not null default false
);
create index live_message_not_ended on live_message (platform) where ended_at is null;
