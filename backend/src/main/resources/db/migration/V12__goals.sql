-- At least, or at most, so long in a mode, each day or week.
create table goals (
    id        bigint generated always as identity primary key,
    user_id   uuid     not null references users on delete cascade,
    mode_id   integer  not null references modes on delete cascade,
    at_least  boolean  not null,
    per       text     not null check (per in ('day', 'week')),
    target_ms bigint   not null check (target_ms between 60000 and 604800000),
    unique (user_id, mode_id, at_least, per)
);

-- The spool as its agent described it when it came: of this stream all before "spool_next" was measured by then.
alter table agents add column spool_stream uuid;
alter table agents add column spool_next bigint not null default 1;

-- The first colours were too much alike for many eyes; who chose their own keeps them.
update modes set colour = n.colour
  from (values ('#2f6fde', '#2c85ed'), ('#d9480f', '#c8460a'), ('#2b8a3e', '#297b6a'), ('#8e44c9', '#943baf')) as n (old, colour)
 where modes.colour = n.old;
