-- Up Migration
-- Units that leave their zone (越界). A unit that waits in its zone raises an alarm when all its positions of the
-- last two minutes lie more than 50 metres outside: so neither a position beside the truth nor a way along
-- the edge raises one. It is raised again only after the unit was well inside, or half an hour later.
create function raise_zone_alarms() returns integer language plpgsql
security definer set search_path = public, pg_temp as $$
declare
  raised integer;
begin
  insert into patrol_alarms (kind, unit_id, geom, details)
  select 'zone_left', unit.id, unit.geom, jsonb_build_object('zone', unit.zone_code)
  from units as unit
  where unit.state = 'available' and unit.position_at > now() - interval '2 minutes'
    and exists (select from patrol_zones where code = unit.zone_code)
    and not exists (
      select from patrol_zones as zone
      where zone.code = unit.zone_code and ST_DWithin(zone.geom::geography, unit.geom::geography, 50)
    )
    and (
      select count(*) > 1 and max(place.at) - min(place.at) >= interval '1 minute' and bool_and(not exists (
        select from patrol_zones as zone
        where zone.code = unit.zone_code and ST_DWithin(zone.geom::geography, place.geom::geography, 50)
      ))
      from unit_positions as place
      where place.unit_id = unit.id and place.at > now() - interval '2 minutes'
    )
    and not exists (
      select from patrol_alarms as before
      where before.unit_id = unit.id and before.kind = 'zone_left'
        and before.raised_at > now() - interval '30 minutes'
        and not exists (
          select from unit_positions as place
          join patrol_zones as zone on zone.code = unit.zone_code
          where place.unit_id = unit.id and place.at > before.raised_at and ST_Covers(zone.geom, place.geom)
        )
    )
  on conflict do nothing;
  get diagnostics raised = row_count;
  return raised;
end
$$;
