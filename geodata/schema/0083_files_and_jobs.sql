-- Up Migration
-- Files (文件): uploads of an account and results made for it. The row has the owner and the expiry; the bytes
-- are in the server's folder under the id.
create table files (
  id uuid primary key default gen_random_uuid(),
  account bigint not null default coalesce(viewer_account(), 0),
  kind text not null check (kind in ('upload', 'result')),
  name text not null check (length(name) between 1 and 200),
  media_type text not null check (length(media_type) between 1 and 100),
  bytes bigint not null check (bytes >= 0),
  -- Grows with each part of an upload.
  received bigint not null default 0 check (received between 0 and bytes),
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index on files (account);
create index on files (expires_at);

-- Jobs (任务): long work that an account requested. A server claims a job by a lease and renews it while it
-- works. A job with an expired lease was interrupted, and another server restarts it.
create table jobs (
  id uuid primary key default gen_random_uuid(),
  account bigint not null default coalesce(viewer_account(), 0),
  -- The client's address, for the audit.
  address text default nullif(current_setting('shuangxi.address', true), ''),
  kind text not null check (length(kind) between 1 and 60),
  state text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  input jsonb not null,
  -- The current step in both languages, and its completed share from 0 to 1.
  step jsonb,
  share double precision,
  result jsonb,
  -- Why it failed, in both languages.
  problem jsonb,
  attempts integer not null default 0,
  worker text,
  lease_until timestamptz,
  cancel_requested boolean not null default false,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz
);
create index on jobs (account);
create index on jobs (kind, created_at) where state in ('queued', 'running');

-- Announces new and cancelled jobs at the commit, by NOTIFY on `jobs` with the id.
create function announce_job() returns trigger language plpgsql as $$
begin
  perform pg_notify('jobs', new.id::text);
  return null;
end
$$;
create trigger announce_new_job after insert on jobs for each row execute function announce_job();
create trigger announce_cancelled_job after update of cancel_requested on jobs
  for each row when (new.cancel_requested and not old.cancel_requested) execute function announce_job();

-- A waiting job ends at once; a running one is ended by its server.
create function cancel_waiting_job() returns trigger language plpgsql as $$
begin
  new.state := 'cancelled';
  new.finished_at := now();
  return new;
end
$$;
create trigger cancel_waiting_job before update of cancel_requested on jobs
  for each row when (new.cancel_requested and old.state = 'queued') execute function cancel_waiting_job();

select secure_table('files');
select secure_table('jobs');
create policy own on files to shuangxi_planner
  using (account = coalesce((select viewer_account()), 0))
  with check (account = coalesce((select viewer_account()), 0));
create policy administration on files to shuangxi_admin using (true)
  with check (account = coalesce((select viewer_account()), 0));
create policy own on jobs to shuangxi_planner
  using (account = coalesce((select viewer_account()), 0))
  with check (account = coalesce((select viewer_account()), 0));
create policy administration on jobs to shuangxi_admin using (true) with check (true);
grant select, delete, insert (id, kind, name, media_type, bytes, expires_at), update (received) on files
  to shuangxi_planner;
grant select, insert (kind, input), update (cancel_requested) on jobs to shuangxi_planner;
