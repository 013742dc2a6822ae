-- What was last seen of the pool's members.
create table peer (
    id          uuid primary key,
    host        text        not null unique,
    gluster_id  uuid        not null,
    connected   boolean     not null,
    state       text        not null,
    observed_at timestamptz not null
);

-- Volumes made here, from the moment their creation is accepted; and, without class and owner, those found in the pool.
create table volume (
    id            uuid primary key,
    name          text        not null unique,
    managed       boolean     not null,
    storage_class text,
    layout        text        not null,
    replicas      integer     not null,
    -- Promised to its users; null for a volume found in the pool.
    size_bytes    bigint,
    owner         text        not null,
    team          text        not null,
    created_at    timestamptz not null,
    gluster_id    uuid,
    -- As last seen: ABSENT, CREATED, STARTED or STOPPED.
    status        text        not null,
    observed_at   timestamptz
);

create table volume_brick (
    volume_id uuid    not null references volume (id) on delete cascade,
    position  integer not null,
    host      text    not null,
    path      text    not null,
    online    boolean not null,
    -- Space of the host this brick is promised at most.
    promised_bytes bigint not null,
    primary key (volume_id, position)
);
create index volume_brick_by_host on volume_brick (host);
