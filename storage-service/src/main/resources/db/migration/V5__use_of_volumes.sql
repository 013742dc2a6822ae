-- What the files of a volume took when that was last seen, and how full it was last told to be: OK, NEARLY_FULL or FULL.
alter table volume add column used_bytes bigint;
alter table volume add column fill text not null default 'OK';
