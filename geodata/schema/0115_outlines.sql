-- Up Migration
-- Outlines of projects (用地红线) that planners hand in to be checked: each set is one file, or what was drawn at
-- once. It belongs to an account and expires. Coordinates stay as in the file until the account confirms a
-- coordinate system; `outlines` are longitudes and latitudes in WGS 84.
create table outline_sets (
  id uuid primary key default gen_random_uuid(),
  account bigint default viewer_account() references accounts (id) on delete cascade,
  name text not null check (length(name) between 1 and 200),
  -- Rings as in the file, what it declares, and notes of its reading.
  source jsonb not null,
  -- Systems that the numbers could be in, and the confirmed one.
  candidates jsonb not null,
  system jsonb,
  outlines jsonb,
  -- Faults of the geometry and the repairs that are offered.
  findings jsonb,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index on outline_sets (account);
create index on outline_sets (expires_at);

-- The check of one outline of a set. `rank` sorts the worst first.
create table outline_results (
  set_id uuid not null references outline_sets (id) on delete cascade,
  ordinal integer not null check (ordinal >= 0),
  verdict text not null check (verdict in ('block', 'refer', 'note', 'none', 'unknown')),
  rank double precision not null,
  area_m2 double precision not null,
  result jsonb not null,
  primary key (set_id, ordinal)
);
create index on outline_results (set_id, rank desc, ordinal);

select secure_table('outline_sets');
select secure_table('outline_results');
create policy own on outline_sets to shuangxi_planner
  using (account is not distinct from (select viewer_account()))
  with check (account is not distinct from (select viewer_account()));
create policy administration on outline_sets to shuangxi_admin using (true)
  with check (account is not distinct from (select viewer_account()));
-- Who sees the set sees its results.
create policy own on outline_results to shuangxi_planner
  using (exists (select from outline_sets as owned where owned.id = set_id))
  with check (exists (select from outline_sets as owned where owned.id = set_id));
grant select, delete, insert (name, source, candidates, system, outlines, findings, expires_at),
  update (system, outlines, findings) on outline_sets to shuangxi_planner;
grant select, insert, update, delete on outline_results to shuangxi_planner;
