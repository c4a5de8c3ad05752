-- Up Migration
-- One row for each import: its file and source, and what was stored and skipped, with reasons.
create table imports (
  id bigint generated always as identity primary key,
  source text not null,
  kind text not null,
  file text not null,
  licence text not null,
  synthetic boolean not null,
  finished_at timestamptz not null default now(),
  counts jsonb not null,
  skipped jsonb not null
);
create index on imports (source);
