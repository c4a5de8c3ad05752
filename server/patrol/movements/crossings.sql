-- The log of zone crossings, newest first. $1: id of a unit, or null; $2: code of a zone, or null; $3, $4: from, to;
-- $5: maximum rows.
select
  unit.code as unit, unit.id::float8 as unit_id, crossing.zone_code as zone, crossing.kind, crossing.at,
  crossing.earliest, crossing.latest, crossing.basis,
  round(ST_X(crossing.geom)::numeric, 6)::float8 as lon, round(ST_Y(crossing.geom)::numeric, 6)::float8 as lat
from zone_crossings as crossing
join units as unit on unit.id = crossing.unit_id
where ($1::bigint is null or crossing.unit_id = $1) and ($2::text is null or crossing.zone_code = $2)
  and crossing.at between $3 and $4
order by crossing.at desc, crossing.id desc
limit $5
