-- Up Migration
-- A unit that is in its zone again raises no alarm, even if that stay is too short to count.
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
    and not exists (select from patrol_zones where code = unit.zone_code and ST_Covers(geom, unit.geom))
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
