-- Whether a person showed during the window: input, or sound that counts as presence.
alter table activities add column present boolean not null default false;

-- One row a person, locked by whoever changes their time, so that writers take turns. Quarter-hours before "sealed_to" are in
-- "day_sums"; null: none yet.
create table timelines (
    user_id   uuid primary key references users on delete cascade,
    sealed_to timestamptz
) with (fillfactor = 50);
insert into timelines (user_id) select id from users;

-- Applications by number, a person's own.
create table apps (
    id      integer generated always as identity primary key,
    user_id uuid not null references users on delete cascade,
    name    text not null,
    unique (user_id, name)
);

-- Roll-ups: milliseconds by quarter-hour, mode and application of one timeline and UTC day, packed. Agent 0 is the person.
create table day_sums (
    user_id   uuid    not null references users on delete cascade,
    agent_key integer not null,
    day       date    not null,
    sums      bytea   not null,
    primary key (user_id, agent_key, day)
) with (fillfactor = 70);
alter table day_sums alter column sums set storage main;

-- UTC days some of whose activities retention has deleted: they are not run again.
create table thinned_days (
    agent_key integer not null references agents on delete cascade,
    day       date    not null,
    primary key (agent_key, day)
);

-- UTC days before "finished_to" are smoothed.
alter table agents add column finished_to date not null default '1970-01-01';

-- The classifier's name of a mode leads to one of the person's modes, also after that mode was deleted and its time moved.
create table mode_origins (
    user_id uuid    not null references users on delete cascade,
    origin  text    not null,
    mode_id integer not null references modes on delete cascade,
    primary key (user_id, origin)
);
insert into mode_origins (user_id, origin, mode_id) select user_id, origin, id from modes where origin is not null;
alter table modes drop column origin;

-- A mode set by hand without an end colours the time there is and adds none, also once it was ended.
alter table labels add column colours boolean not null default false;
update labels set colours = true where source = 'hand' and to_at is null;

-- Labels said together are taken back together.
alter table labels add column batch_id uuid;
create index labels_batch on labels (batch_id) where batch_id is not null;
create index labels_agent on labels (agent_key);
create index labels_mode on labels (mode_id);
create index spans_mode on spans (mode_id);

-- How long activities, and what was made of them, are kept; null: for ever.
alter table users add column keep_activities_days integer default 90 check (keep_activities_days between 1 and 36500);
alter table users add column keep_history_days integer check (keep_history_days between 1 and 36500);

-- A span in pieces that never cross UTC midnight: what is there is cut.
with crossing as (
    select *, date_trunc('day', from_at at time zone 'UTC') at time zone 'UTC' + interval '1 day' as midnight
      from spans
     where to_at > date_trunc('day', from_at at time zone 'UTC') at time zone 'UTC' + interval '1 day'),
tails as (
    insert into spans (agent_key, from_at, to_at, mode_id, source, confidence, model)
    select agent_key, greatest(from_at, start), least(to_at, start + interval '1 day'), mode_id, source, confidence, model
      from crossing, generate_series(midnight, to_at - interval '1 microsecond', interval '1 day') as start)
update spans s set to_at = c.midnight from crossing c where s.id = c.id;
