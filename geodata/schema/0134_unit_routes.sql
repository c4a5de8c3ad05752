-- Up Migration
-- The planned route of each unit that is under way to an incident, and whether it has left it (偏离路线), by the
-- rule of geodata/model/patrol/route-watch.ts.
create table unit_routes (
  incident_id bigint not null references incidents on delete cascade,
  unit_id bigint not null references units on delete cascade,
  sent_at timestamptz not null,
  -- Version of the network and closures for which it was planned.
  network text not null,
  line geometry(LineString, 4326) not null,
  -- The unit's position up to which it was followed.
  seen_at timestamptz not null,
  away_since timestamptz,
  metres double precision not null default 0,
  told_at timestamptz,
  primary key (incident_id, unit_id)
);
create index on unit_routes (unit_id);
select secure_table('unit_routes');
grant select on unit_routes to shuangxi_officer, shuangxi_officer_limited;
create policy patrolling on unit_routes for select to shuangxi_officer using (true);
create policy patrolling_in_zones on unit_routes for select to shuangxi_officer_limited
  using (exists (
    select from units as u where u.id = unit_id and u.zone_code = any ((select allowed_zones())::text[])
  ));

-- Pages show it in the list of units, which they read again.
create function announce_route() returns trigger language plpgsql
security definer set search_path = public, pg_temp as $$
begin
  perform pg_notify('patrol', json_build_object('k', 'units', 'zones', json_build_array(zone_code))::text)
  from units where id = old.unit_id;
  return null;
end
$$;
create trigger announce_told_route after update on unit_routes
  for each row when (old.told_at is distinct from new.told_at) execute function announce_route();
create trigger announce_ended_route after delete on unit_routes
  for each row when (old.told_at is not null) execute function announce_route();
