-- What the VM is for, by the name of a role of the catalogue; null when nobody knows.
alter table vm add column role text;
