-- How many activities of its latest UTC day an agent had reported when this stream's cursor was moved last, whichever stream
-- brought them; moved with the cursor.
alter table streams add column day date not null default '1970-01-01';
alter table streams add column day_activities integer not null default 0;

-- Retention looks for the oldest.
create index rejected_items_at on rejected_items (stream_key, at);
