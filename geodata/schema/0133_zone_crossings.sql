-- Up Migration
-- When units entered and left zones (进出片区), derived from their positions by the rule of
-- geodata/model/patrol/zone-crossings.ts. Late positions make it derive the crossings after them again.
create table zone_crossings (
  id bigint generated always as identity primary key,
  unit_id bigint not null references units on delete cascade,
  zone_code text not null,
  kind text not null check (kind in ('entered', 'left')),
  -- Interpolated between the positions at `earliest` and `latest`; for `gap` the time of the later one.
  at timestamptz not null,
  earliest timestamptz not null,
  latest timestamptz not null,
  basis text not null check (basis in ('fixes', 'line', 'gap')),
  geom geometry(Point, 4326) not null,
  check (at between earliest and latest)
);
create index on zone_crossings (unit_id, at);
create index on zone_crossings (at);
select hide_row_counts_of('zone_crossings');
select secure_table('zone_crossings');
grant select on zone_crossings to shuangxi_lead, shuangxi_lead_limited;
create policy reading on zone_crossings for select to shuangxi_lead using (true);
create policy reading_in_zones on zone_crossings for select to shuangxi_lead_limited
  using (exists (
    select from units as u where u.id = unit_id and u.zone_code = any ((select allowed_zones())::text[])
  ));

-- What the rule remembers of each unit.
create table unit_movements (
  unit_id bigint primary key references units on delete cascade,
  -- Positions up to this time have been looked at.
  seen_at timestamptz not null,
  -- A late position: crossings are derived again from this time.
  replay_from timestamptz,
  -- The state of the rule, and the zones that it is about.
  movement jsonb not null,
  zones text not null
);
select secure_table('unit_movements');

-- Remembers that positions arrived after later ones. $1: JSON array of units with the time of the first one.
create function note_late_positions(late json) returns void language sql
security definer set search_path = public, pg_temp as $$
  update unit_movements as known
  set replay_from = least(known.replay_from, date_trunc('milliseconds', told.at))
  from json_to_recordset(late) as told (unit bigint, at timestamptz)
  where known.unit_id = told.unit and told.at <= known.seen_at
    and exists (select from unit_positions where unit_id = told.unit and at = told.at)
$$;

-- Tells readers of the unit.
create function announce_crossings() returns trigger language plpgsql
security definer set search_path = public, pg_temp as $$
begin
  perform pg_notify('patrol', json_build_object('k', 'crossing', 'id', id::float8, 'zones', json_build_array(zone_code))::text)
  from units where id in (select unit_id from changed);
  return null;
end
$$;
create trigger announce_crossings after insert on zone_crossings
  referencing new table as changed for each statement execute function announce_crossings();

-- A unit that waits and whose last crossing of its zone's border was out of it raises an alarm, once until it was
-- in the zone again. A late position that moves the time of the crossing raises no other.
create or replace function raise_zone_alarms() returns integer language plpgsql
security definer set search_path = public, pg_temp as $$
declare
  raised integer;
begin
  insert into patrol_alarms (kind, unit_id, at, geom, details)
  select 'zone_left', unit.id, crossing.at, unit.geom, jsonb_build_object('zone', crossing.zone_code,
    'earliest', crossing.earliest, 'latest', crossing.latest, 'basis', crossing.basis)
  from units as unit
  cross join lateral (
    select * from zone_crossings
    where unit_id = unit.id and zone_code = unit.zone_code and at > now() - interval '1 hour'
    order by at desc, id desc
    limit 1
  ) as crossing
  where unit.state = 'available' and crossing.kind = 'left' and crossing.latest > now() - interval '30 minutes'
    and unit.position_at >= crossing.latest
    and not exists (
      select from patrol_alarms
      where unit_id = unit.id and kind = 'zone_left' and at > greatest(crossing.at - interval '1 hour', (
        select max(at) from zone_crossings
        where unit_id = unit.id and zone_code = unit.zone_code and kind = 'entered' and at < crossing.at
      ))
    )
  on conflict do nothing;
  get diagnostics raised = row_count;
  return raised;
end
$$;
