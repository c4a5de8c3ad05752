-- Up Migration
-- Changes of an import to stored rows: repaired geometries with their areas before and after, and figures of
-- the file that differ from the database's measurements.
alter table imports
  add column repairs jsonb not null default '[]',
  add column differences jsonb not null default '[]';
