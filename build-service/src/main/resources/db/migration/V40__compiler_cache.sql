-- What a build does with the compiler cache of its team's source, and how many files it found there or not.
alter table build add column cache text not null default 'OFF';
alter table build add column cache_hits integer;
alter table build add column cache_misses integer;
