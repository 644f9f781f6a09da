-- Whoever is disabled can't get in, nor can their devices; "joined_at" is their first sign-in.
alter table users add column disabled_at timestamptz;
alter table users add column joined_at timestamptz;
-- Letters that look alike would let one person pass for another.
alter table users add constraint users_email_ascii check (email ~ '^[!-~]+$') not valid;

-- A "reset" takes the old password away, an "invitation" is for who has never been here; "sign-in" changes nothing.
alter table sign_in_links add column purpose text not null default 'sign-in'
    check (purpose in ('sign-in', 'invitation', 'reset'));
create index sign_in_links_user on sign_in_links (user_id);

-- From now on a refresh token names its session, so that any spent one, however old, ends it.
delete from sessions;
drop index sessions_previous;
alter table sessions drop constraint sessions_token_hash_key;
alter table sessions alter column id drop default;
alter table sessions add column created_at timestamptz not null default now();
alter table sessions add column address text not null default '';
alter table sessions add column device text not null default '' check (char_length(device) <= 100);
create index sessions_user on sessions (user_id);

-- A role for a few hours; one at a time.
create table role_grants (
    id         uuid primary key default gen_random_uuid(),
    user_id    uuid        not null references users on delete cascade,
    role       text        not null check (role in ('contributor', 'admin')),
    reason     text        not null check (char_length(reason) between 3 and 300),
    from_at    timestamptz not null,
    until_at   timestamptz not null,
    ended_at   timestamptz,
    check (until_at > from_at and until_at <= from_at + interval '8 hours')
);
create unique index role_grants_open on role_grants (user_id) where ended_at is null;
create index role_grants_until on role_grants (until_at) where ended_at is null;

-- What scripts show; kept as a hash.
create table api_tokens (
    id           uuid primary key default gen_random_uuid(),
    user_id      uuid        not null references users on delete cascade,
    name         text        not null check (char_length(name) between 1 and 80),
    scopes       text[]      not null check (scopes <@ array ['read', 'write', 'post'] and cardinality(scopes) > 0),
    token_hash   bytea       not null unique,
    created_at   timestamptz not null,
    expires_at   timestamptz not null,
    last_used_at timestamptz,
    last_used_from text,
    check (expires_at > created_at and expires_at <= created_at + interval '366 days')
);
create index api_tokens_user on api_tokens (user_id);

-- Stretches in which nothing of a person is kept.
create table pauses (
    user_id uuid        not null references users on delete cascade,
    from_at timestamptz not null,
    to_at   timestamptz check (to_at > from_at),
    primary key (user_id, from_at)
);
create unique index pauses_open on pauses (user_id) where to_at is null;

-- Who did what to what, when and from where. People stand here by their ids alone: a name is looked up when it is read, so that
-- of somebody who was deleted only a pseudonym is left, without a row being touched.
create table audit (
    id      bigint generated always as identity primary key,
    at      timestamptz not null default now(),
    actor   uuid,
    action  text        not null check (action ~ '^[a-z_]{3,40}$'),
    person  uuid,
    thing   text check (char_length(thing) <= 100),
    address text        not null default '',
    details jsonb       not null default '{}'
);
create index audit_actor on audit (actor, id);
create index audit_person on audit (person, id);
create index audit_at on audit (at);

create function audit_is_written_once() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and old.at < now() - interval '1 year' then
        return old;
    end if;
    raise exception 'the audit is never edited, and kept for a year' using errcode = 'insufficient_privilege';
end $$;
create trigger audit_once before update or delete on audit for each row execute function audit_is_written_once();
create trigger audit_whole before truncate on audit for each statement execute function audit_is_written_once();
