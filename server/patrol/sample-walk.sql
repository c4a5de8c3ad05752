-- New positions of synthetic units on shift. Each walks along its nearest greenway segment and turns at the end;
-- units on scene stay. $1: seconds of walking; $2: speed in m/s.
select
  unit.id::text as unit, (extract(epoch from unit.position_at) * 1000)::float8 as at,
  ST_X(place.geom) as lon, ST_Y(place.geom) as lat, place.heading
from units as unit
cross join lateral (
  select geom, length_m, ST_LineLocatePoint(geom, unit.geom) as share
  from greenway_segments
  where source = unit.source
  order by geom <-> unit.geom
  limit 1
) as way
cross join lateral (
  select
    ST_LineInterpolatePoint(way.geom, greatest(0, way.share - 0.01)) as behind,
    ST_LineInterpolatePoint(way.geom, least(1, way.share + 0.01)) as ahead
) as around
cross join lateral (
  -- True if the unit walks in the direction of the line.
  select cos(ST_Azimuth(around.behind, around.ahead) - radians(coalesce(unit.heading, 0))) >= 0 as is_along
) as direction
cross join lateral (
  select
    case when unit.state = 'on_scene' then 0 else $1::float8 * $2::float8 / greatest(way.length_m, 50) end as step
) as pace
cross join lateral (
  -- At the end of the segment the unit turns.
  select
    way.share + case when direction.is_along then pace.step else -pace.step end as reached
) as walk
cross join lateral (
  select
    case
      when pace.step = 0 then unit.geom
      when walk.reached > 1 then ST_LineInterpolatePoint(way.geom, greatest(0, 2 - walk.reached))
      else ST_LineInterpolatePoint(way.geom, least(1, abs(walk.reached)))
    end as geom,
    round(degrees(ST_Azimuth(around.behind, around.ahead)) + case
      when direction.is_along = (walk.reached between 0 and 1) then 0
      else 180
    end)::integer % 360 as heading
) as place
where unit.synthetic and unit.source like 'sample:%' and unit.state <> 'off_shift'
