-- What judges a person's activities (rules, model, zone of their hours), and since when: "from_at" of the first row is 1970. Who has
-- none is judged by the shipped model alone. "setup_version" tells writers of the person's time that something changed.
create table setups (
    user_id uuid        not null references users on delete cascade,
    from_at timestamptz not null,
    model   text        not null,
    rules   jsonb       not null,
    zone    text        not null,
    primary key (user_id, from_at)
);
alter table timelines add column setup_version bigint not null default 0;

-- UTC days to be run again since other setups hold for them.
create table days_to_judge (
    agent_key integer not null references agents on delete cascade,
    day       date    not null,
    primary key (agent_key, day)
);

-- Modes of a person's own can be predicted too, by rules and by models that learned them.
insert into mode_origins (user_id, origin, mode_id)
select user_id, 'mode:' || gen_random_uuid(), id from modes m where not exists (select from mode_origins o where o.mode_id = m.id);
