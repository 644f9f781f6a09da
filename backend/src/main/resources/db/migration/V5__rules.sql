-- Rules that a person had judge the past too, and which rules were in force before, for undo. "days" is how many days of agents had
-- to be judged again; "done_at" is null as long as some still wait.
create table rule_applications (
    id        uuid primary key default gen_random_uuid(),
    user_id   uuid        not null references users on delete cascade,
    at        timestamptz not null,
    from_at   timestamptz not null,
    before    jsonb       not null,
    days      integer     not null,
    done_at   timestamptz,
    undone_at timestamptz,
    check (from_at < at)
);
create index rule_applications_newest on rule_applications (user_id, at desc);
