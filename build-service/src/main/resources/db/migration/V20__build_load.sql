-- What stays of the load of a build's hosts when the samples, which are files beside its log, are kept no longer.
create table build_load (
    build_id    uuid primary key references build (id) on delete cascade,
    verdict     jsonb not null,
    hosts       jsonb not null
);
