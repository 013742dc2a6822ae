-- Directories that NFS servers export, from the moment their registration is accepted.
create table nfs_export (
    id         uuid primary key,
    name       text        not null unique,
    server     text        not null,
    port       integer     not null,
    path       text        not null,
    owner      text        not null,
    team       text        not null,
    -- Whether the directory was seen by NFSv4; null until the server was asked.
    seen       boolean,
    created_at timestamptz not null,
    unique (server, port, path)
);
