create table users (
    id            uuid primary key default gen_random_uuid(),
    email         text        not null check (char_length(email) between 3 and 254),
    name          text        not null check (char_length(name) between 1 and 120),
    password_hash text,
    roles         text[]      not null,
    timezone      text        not null default 'UTC',
    language      text        not null default 'en' check (language in ('en', 'de')),
    week_start    smallint    not null default 1 check (week_start between 1 and 7),
    -- A demo device is offered once; whoever removes it is not offered another.
    demo_offered  boolean     not null default false,
    created_at    timestamptz not null default now()
);
create unique index users_email on users (lower(email));

create table sign_in_links (
    token_hash bytea primary key,
    user_id    uuid        not null references users on delete cascade,
    expires_at timestamptz not null
);

-- One row a browser: the refresh token in force and its predecessor.
create table sessions (
    id            uuid primary key default gen_random_uuid(),
    user_id       uuid        not null references users on delete cascade,
    token_hash    bytea       not null unique,
    previous_hash bytea,
    rotated_at    timestamptz not null default now(),
    expires_at    timestamptz not null
);
create index sessions_previous on sessions (previous_hash);

-- "origin" is the classifier's name for the mode and survives renaming.
create table modes (
    id       integer generated always as identity primary key,
    user_id  uuid     not null references users on delete cascade,
    name     text     not null check (char_length(name) between 1 and 60),
    origin   text,
    colour   text     not null check (colour ~ '^#[0-9a-f]{6}$'),
    position smallint not null,
    built_in boolean  not null default false,
    unique (user_id, origin)
);
create unique index modes_name on modes (user_id, lower(name));

-- "key" is the compact number rows refer to; "id" is what the world sees. "generation" fences older links.
create table agents (
    key        integer generated always as identity primary key,
    id         uuid        not null unique default gen_random_uuid(),
    user_id    uuid        not null references users on delete cascade,
    kind       text        not null check (kind in ('device', 'scripts', 'demo')),
    name       text        not null check (char_length(name) between 1 and 120),
    platform   text        not null default '',
    device_id  text,
    version    text        not null default '',
    sensors    text[]      not null default '{}',
    sources    jsonb       not null default '[]',
    generation bigint      not null default 0,
    -- The token in force; its predecessor stays valid until the renewed one is seen in use.
    token_id   uuid,
    token_before uuid,
    created_at timestamptz not null default now(),
    unique (user_id, device_id)
);
create unique index agents_scripts on agents (user_id) where kind = 'scripts';

create table pairings (
    code_hash  bytea primary key,
    user_id    uuid        not null references users on delete cascade,
    expires_at timestamptz not null
);

-- The cursor: everything up to "acked" of this stream is durable.
create table streams (
    key       integer generated always as identity primary key,
    agent_key integer not null references agents on delete cascade,
    stream    uuid    not null,
    acked     bigint  not null default 0,
    -- Of the link that may move the cursor; on this row, so that a waiting writer sees it change.
    generation bigint not null default 0,
    unique (agent_key, stream)
) with (fillfactor = 50);

-- A repeat has the same start, so one index serves as the last guard and for reading by time.
-- No foreign key: it would cost a lock and a look-up a row, and the cursor's row is held in the same transaction.
create table activities (
    at          timestamptz not null,
    seq         bigint      not null,
    stream_key  integer     not null,
    duration_ms integer     not null check (duration_ms between 1 and 3600000),
    received    date        not null,
    idle_ms     integer,
    mouse       real        not null check (mouse between 0 and 10),
    keyboard    real        not null check (keyboard between 0 and 10),
    app         text        not null,
    title       text,
    domain      text,
    audio       text,
    primary key (stream_key, at, seq)
);

create table posted_items (
    agent_key integer not null references agents on delete cascade,
    item_id   text    not null,
    primary key (agent_key, item_id)
);

create table rejected_items (
    stream_key integer     not null references streams on delete cascade,
    seq        bigint      not null,
    code       text        not null,
    message    text        not null,
    item       text        not null,
    at         timestamptz not null default now(),
    primary key (stream_key, seq)
);

create table stream_gaps (
    stream_key integer     not null references streams on delete cascade,
    from_seq   bigint      not null,
    to_seq     bigint      not null,
    reason     text        not null,
    at         timestamptz not null default now(),
    primary key (stream_key, from_seq)
);

-- What the fold made of activities; labels lie above and are never written into it.
create table spans (
    id         bigint generated always as identity primary key,
    agent_key  integer     not null references agents on delete cascade,
    from_at    timestamptz not null,
    to_at      timestamptz not null,
    mode_id    integer     not null references modes,
    source     text        not null check (source in ('model', 'rule')),
    confidence real        not null check (confidence between 0 and 1),
    model      text        not null,
    check (to_at > from_at),
    unique (agent_key, from_at)
) with (fillfactor = 80);

-- A person's word. Without an agent: the person's own timeline. An open end: set by hand until further notice.
-- "with_span": the correction of a span that was still open; it ends with that span, at the latest at "to_at".
create table labels (
    id         bigint generated always as identity primary key,
    user_id    uuid        not null references users on delete cascade,
    agent_key  integer references agents on delete cascade,
    from_at    timestamptz not null,
    to_at      timestamptz,
    mode_id    integer     not null references modes,
    source     text        not null check (source in ('label', 'hand')),
    with_span  boolean     not null default false,
    created_at timestamptz not null default now(),
    check (to_at > from_at),
    check (to_at is not null or source = 'hand')
);
create index labels_time on labels (user_id, from_at);

-- What was predicted last; a person's word is laid over it when it is read.
create table current_modes (
    agent_key  integer primary key references agents on delete cascade,
    version    bigint      not null,
    mode_id    integer     not null references modes on delete cascade,
    confidence real        not null,
    since      timestamptz not null,
    source     text        not null,
    reasons    jsonb       not null,
    seen_at    timestamptz not null
) with (fillfactor = 50);
