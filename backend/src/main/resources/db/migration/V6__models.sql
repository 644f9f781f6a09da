-- A person's own models. "file" is the model's own format and never deserialised into code. Which one is active tells "setups". A deleted
-- one is kept out of sight as long as past time is judged by it.
create table models (
    id           uuid primary key default gen_random_uuid(),
    user_id      uuid        not null references users on delete cascade,
    name         text        not null check (char_length(name) between 1 and 120),
    file         bytea       not null check (octet_length(file) <= 16777216),
    details      jsonb       not null,
    created_at   timestamptz not null default now(),
    activated_at timestamptz,
    deleted_at   timestamptz
);
alter table models alter column file set storage external;
create index models_user on models (user_id, created_at);

-- How soon another mode is shown, part of what judges a person's time.
alter table setups add column pace text not null default 'balanced';

-- Searches for a better model. A hub that works on one says so now and then; one that nobody works on any more has failed.
create table training_runs (
    id          uuid primary key default gen_random_uuid(),
    user_id     uuid        not null references users on delete cascade,
    state       text        not null check (state in ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
    source      text        not null check (source in ('labels', 'table')),
    progress    jsonb       not null default '{}',
    leaderboard jsonb       not null default '[]',
    model_id    uuid references models on delete set null,
    error       jsonb,
    created_at  timestamptz not null default now(),
    seen_at     timestamptz not null default now(),
    finished_at timestamptz
);
create unique index training_runs_one on training_runs (user_id) where state in ('queued', 'running');
create index training_runs_user on training_runs (user_id, created_at);
