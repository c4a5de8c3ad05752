-- Up Migration
-- What an import changed in the rows that it took: geometries that it repaired, with their areas before
-- and after, and measures of the file that differ from what the database measured.
alter table imports
  add column repairs jsonb not null default '[]',
  add column differences jsonb not null default '[]';
