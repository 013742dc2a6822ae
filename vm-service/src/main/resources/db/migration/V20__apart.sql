-- Whether the VM must not be on one host with another VM of its request (correlation_id).
alter table vm add column apart boolean not null default false;
