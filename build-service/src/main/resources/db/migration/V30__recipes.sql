-- Recipes that engineers have given a name. Builds have copies of their own: a row here may change or go at any time.
create table build_recipe (
    id          uuid primary key,
    name        text  not null unique,
    description text  not null,
    based_on    text  not null,
    owner       text  not null,
    team        text  not null,
    recipe      jsonb not null
);

alter table build
    add column recipe_name text,
    add column test_millis bigint;
