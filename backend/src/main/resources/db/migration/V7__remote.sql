-- A classifier outside the hub is asked once, when an activity comes; its answer is kept, so that every run reads the same.
alter table activities add column remote text;

-- Window titles are sent to it only where the person said so.
alter table users add column remote_titles boolean not null default false;
