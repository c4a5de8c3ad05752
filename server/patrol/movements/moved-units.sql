-- Units with positions that have not been looked at, with these in order of time. $1: version of the zones; $2:
-- minutes before a late position from which crossings are derived again; $3: maximum units; $4: maximum positions
-- of a unit.
select
  unit.id::float8 as id,
  case when known.zones = $1 then known.movement end as movement,
  case when known.zones <> $1 then known.movement -> 'last' end as last,
  known.replay_from as "replayFrom",
  begin.at as "from",
  -- The zones whose border was crossed an odd number of times since: there the unit was on the other side.
  case when known.replay_from is null then '[]' else coalesce((
    select json_agg(zone_code)
    from (
      select zone_code from zone_crossings where unit_id = unit.id and at >= begin.at
      group by zone_code having count(*) % 2 = 1
    ) as odd
  ), '[]') end as "otherSides",
  coalesce((
    select json_agg(fix order by fix.at)
    from (
      select ceil(extract(epoch from at) * 1000)::float8 as at, ST_X(geom) as lon, ST_Y(geom) as lat,
        accuracy_m as "accuracyM"
      from unit_positions
      where unit_id = unit.id and at > begin.at
        and (device_id = 0 or device_id in (select id from patrol_devices where unit_id = unit.id and moves_unit))
      order by unit_positions.at
      limit $4
    ) as fix
  ), '[]') as fixes,
  (
    select json_build_object('at', ceil(extract(epoch from at) * 1000), 'lon', ST_X(geom), 'lat', ST_Y(geom),
      'accuracyM', accuracy_m)
    from unit_positions
    where known.replay_from is not null and unit_id = unit.id and at <= begin.at
      and at > begin.at - interval '12 hours'
    order by at desc
    limit 1
  ) as "lastBefore",
  ceil(extract(epoch from unit.position_at) * 1000)::float8 as at,
  ST_X(unit.geom) as lon, ST_Y(unit.geom) as lat, unit.accuracy_m as "accuracyM"
from (
  select unit.*
  from units as unit
  left join unit_movements as known on known.unit_id = unit.id
  where unit.position_at > now() - interval '1 day'
    and (known.unit_id is null or known.seen_at < unit.position_at or known.replay_from is not null)
  order by known.seen_at nulls first
  limit $3
) as unit
left join unit_movements as known on known.unit_id = unit.id
cross join lateral (
  -- The first position of a unit is its current one.
  select greatest(date_trunc('milliseconds', now()) - interval '1 day', coalesce(
    date_trunc('milliseconds', known.replay_from) - make_interval(mins => $2::int), known.seen_at, unit.position_at
  )) as at
) as begin
