-- A search may learn from what a person said and from a table together.
alter table training_runs drop constraint training_runs_source_check;
alter table training_runs add constraint training_runs_source_check check (source in ('labels', 'table', 'both'));
