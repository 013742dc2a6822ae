-- Requests that the policy lets nobody make without the approval of somebody else.
create table approval (
    id uuid primary key,
    -- The request its VMs were made for; vm.correlation_id.
    request_id uuid not null,
    -- What is asked for, and why it needs an approval; for people.
    summary text not null,
    reasons text not null,
    requester text not null,
    -- Empty for a user without one.
    team text not null,
    -- Who may decide: those of at least this role, of this team if there is one.
    by_role text not null,
    by_team text,
    requested_at timestamptz not null,
    -- Nobody can approve it from then on.
    expires_at timestamptz not null,
    -- WAITING, GRANTED, REJECTED, or LAPSED when its time was over or its operations were cancelled.
    state text not null,
    decided_by text,
    decided_at timestamptz,
    reason text
);

create index approval_waiting on approval (requested_at) where state = 'WAITING';
create index approval_of_request on approval (request_id);
