-- Who of a chat is who here. The user's role and team come from the tokens of the day; the role here is the most it may
-- be: that of the token with which the code was made.
create table chat_link (
    chat_user   text        primary key,
    user_name   text        not null,
    role        text        not null,
    linked_at   timestamptz not null
);
create index chat_link_by_user on chat_link (user_name);

-- Codes not yet used, one a user. Only hashes: whoever reads the table cannot link.
create table chat_link_code (
    user_name   text        primary key,
    hash        text        not null unique,
    role        text        not null,
    team        text        not null,
    expires_at  timestamptz not null
);

-- Tries of the last minutes, so that codes cannot be guessed.
create table chat_link_attempt (
    chat_user   text        not null,
    tried_at    timestamptz not null
);
create index chat_link_attempt_by_user on chat_link_attempt (chat_user, tried_at);
