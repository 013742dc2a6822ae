-- How many files of workers were compiled again on the builder and found equal; null before there was such a check.
alter table build add column rechecked integer;
