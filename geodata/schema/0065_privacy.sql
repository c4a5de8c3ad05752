-- Up Migration
-- Personal data: positions of units (轨迹) and contacts of people who reported incidents (报案人联系方式). Leads, in
-- their own zones, and administrators may read both. Both are deleted when their retention period ends.

create table unit_positions (
  unit_id bigint not null references units (id) on delete cascade,
  at timestamptz not null,
  received_at timestamptz not null default now(),
  accuracy_m double precision check (accuracy_m >= 0),
  heading double precision check (heading >= 0 and heading < 360),
  geom geometry(Point, 4326) not null,
  -- A device that sends a position again does not duplicate it.
  primary key (unit_id, at)
);
create index on unit_positions (at);

-- The server encrypts `sealed` with the key of `key_id`. `person` and `name_digest` are digests with that
-- key, which find a person without decryption: of the phone number, or of the name if there is none.
create table incident_contacts (
  incident_id bigint primary key references incidents (id) on delete cascade,
  key_id text not null,
  sealed bytea not null,
  person text not null check (person ~ '^[0-9a-f]{32}$'),
  name_digest text check (name_digest ~ '^[0-9a-f]{32}$'),
  synthetic boolean not null default false,
  written_at timestamptz not null default now()
);
create index on incident_contacts (person);
create index on incident_contacts (name_digest);

select secure_table('unit_positions');
select secure_table('incident_contacts');

grant select on unit_positions to shuangxi_lead, shuangxi_lead_limited;
create policy reading on unit_positions for select to shuangxi_lead using (true);
create policy reading_in_zones on unit_positions for select to shuangxi_lead_limited
  using (exists (
    select from units as u where u.id = unit_id and u.zone_code = any ((select allowed_zones())::text[])
  ));

-- Devices of officers write, and do not read, positions of a visible unit while it is on shift.
grant insert on unit_positions to shuangxi_officer, shuangxi_officer_limited;
create policy recording on unit_positions for insert to shuangxi_officer, shuangxi_officer_limited
  with check (exists (select from units as u where u.id = unit_id and u.state <> 'off_shift'));

-- And they update the current position of the unit, but nothing else of it.
grant update (geom, position_at, accuracy_m, heading) on units to shuangxi_officer, shuangxi_officer_limited;
create policy moving on units for update to shuangxi_officer using (state <> 'off_shift');
create policy moving_in_zones on units for update to shuangxi_officer_limited
  using (state <> 'off_shift' and zone_code = any ((select allowed_zones())::text[]));

grant select, insert, update on incident_contacts to shuangxi_lead, shuangxi_lead_limited;
grant delete on incident_contacts to shuangxi_admin;
create policy keeping on incident_contacts to shuangxi_lead using (true) with check (true);
create policy keeping_in_zones on incident_contacts to shuangxi_lead_limited
  using (exists (
    select from incidents as i where i.id = incident_id and i.zone_code = any ((select allowed_zones())::text[])
  ));

-- Erasing an account deletes its sessions, links and tokens; the audit log keeps its number.
grant delete on accounts to shuangxi_admin;

-- The job queue creates its tables when a server starts, in a schema that no viewer's role may use. This
-- closes them like all others after they were created.
create function secure_job_tables() returns void language plpgsql as $$
declare
  job_table regclass;
begin
  perform pg_advisory_xact_lock(hashtext('secure_job_tables'));
  for job_table in
    select oid from pg_class
    where relnamespace = to_regnamespace('pgboss') and relkind in ('r', 'p') and not relforcerowsecurity
  loop
    perform secure_table(job_table);
  end loop;
end
$$;
