-- Tickets to consoles that have been given out and not been used yet. A ticket is deleted by its first use.
create table console_ticket (
    -- SHA-256 of the ticket, in hexadecimal.
    hash text primary key,
    vm_id uuid not null,
    protocol text not null,
    -- On whose behalf the console is opened.
    user_name text not null,
    role text not null,
    team text not null,
    expires_at timestamptz not null
);
