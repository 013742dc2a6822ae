-- When the lease began, so that a short one is not warned of a day before it ends.
alter table vm add column lease_from timestamptz;
update vm set lease_from = created_at where lease_until is not null;
-- The warning given last, as the time that was left then; null before the first.
alter table vm add column lease_warned_seconds bigint;
-- When the end of the lease was announced, and when a shutdown or deletion was last begun for it.
alter table vm add column lease_expired_at timestamptz;
alter table vm add column lease_tried_at timestamptz;
