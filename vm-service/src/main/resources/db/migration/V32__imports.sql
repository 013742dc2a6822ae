-- Archives that are being uploaded into a pool, or were and nobody has taken what came of them. The row is there before
-- the pool makes anything, and goes when an operation takes the VM over or when everything was taken away again.
create table vm_import (
    -- Also the id our VM gets.
    id        uuid primary key,
    name      text        not null,
    pool      text        not null,
    owner     text        not null,
    team      text        not null,
    -- The pool's task, which knows the VM.
    task      text,
    begun_at  timestamptz not null,
    -- When the upload was first seen to be over without an operation.
    over_at   timestamptz,
    -- From then on no operation can take the VM over: it is being taken away.
    abandoned boolean     not null default false
);
