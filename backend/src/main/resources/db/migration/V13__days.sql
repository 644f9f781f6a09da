-- How many activities of its latest UTC day an agent had reported when this stream's cursor was moved last, whichever stream
-- brought them; moved with the cursor.
alter table streams add column day date not null default '1970-01-01';
alter table streams add column day_activities integer not null default 0;

-- Retention looks for the oldest.
create index rejected_items_at on rejected_items (stream_key, at);

-- The last window before an absence or a meeting told more of a finished day than it lasted; such days are judged again.
insert into days_to_judge (agent_key, day)
select distinct s.agent_key, (s.from_at at time zone 'UTC')::date
  from spans s join agents a on a.key = s.agent_key
 where (s.from_at at time zone 'UTC')::date < a.finished_to
    on conflict do nothing;
