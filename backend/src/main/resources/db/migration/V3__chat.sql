-- Titles of windows are shown to the chat's model only where the person said so.
alter table users add column chat_titles boolean not null default false;

create table conversations (
    id         uuid primary key default gen_random_uuid(),
    user_id    uuid        not null references users on delete cascade,
    title      text        not null check (char_length(title) between 1 and 120),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
create index conversations_newest on conversations (user_id, updated_at desc, id desc);

-- "finish" is how the turn ended: that of its last event, "cancelled", or null while it runs. "calls" is what was asked of the
-- tools, "events" all that the page was told, deltas joined.
create table turns (
    id              uuid primary key,
    conversation_id uuid        not null references conversations on delete cascade,
    at              timestamptz not null,
    question        text        not null,
    answer          text        not null default '',
    provider        text        not null,
    deployment      text        not null,
    finish          text,
    calls           jsonb       not null default '[]',
    events          jsonb       not null default '[]'
);
create index turns_conversation on turns (conversation_id, at);

-- What a person's questions have cost by UTC day; survives the conversations.
create table chat_usage (
    user_id uuid    not null references users on delete cascade,
    day     date    not null,
    turns   integer not null,
    tokens  bigint  not null,
    primary key (user_id, day)
);

-- The chat's tools read as this role, which can do nothing else, wherever the database's owner may make one.
do $$
begin
    if not exists (select from pg_roles where rolname = 'modehub_reader') then
        create role modehub_reader nologin;
    end if;
exception when insufficient_privilege or duplicate_object or unique_violation then
    raise notice 'no role modehub_reader is made: %', sqlerrm;
end $$;

do $$
begin
    grant select on modes, mode_origins, agents, streams, activities, spans, labels, current_modes, timelines, apps, day_sums,
                    thinned_days to modehub_reader;
    if not pg_has_role(current_user, 'modehub_reader', 'member') then
        execute format('grant modehub_reader to %I', current_user);
    end if;
exception when insufficient_privilege or undefined_object then
    raise notice 'the chat reads as the owner, in read-only transactions: %', sqlerrm;
end $$;
