-- When the request it was made for was over; from then on it is deleted again until it is gone.
alter table vm add column released_at timestamptz;
