-- Positions of several units, each in order of time. $1: ids of units, or null for all that the viewer sees;
-- $2, $3: from, to; $4: length in seconds of a step with at most one position of a unit; $5: maximum rows.
select
  unit.id::float8 as id, unit.code, unit.name,
  json_agg(json_build_array(
    round(extract(epoch from kept.at)::numeric, 1)::float8, round(ST_X(kept.geom)::numeric, 6)::float8,
    round(ST_Y(kept.geom)::numeric, 6)::float8
  ) order by kept.at) as positions
from (
  select distinct on (unit_id, floor(extract(epoch from at) / $4::float8)) unit_id, at, geom
  from unit_positions
  where at between $2::timestamptz and $3::timestamptz and ($1::bigint[] is null or unit_id = any ($1::bigint[]))
  order by unit_id, floor(extract(epoch from at) / $4::float8), at
  limit $5
) as kept
join units as unit on unit.id = kept.unit_id
group by unit.id
order by unit.code
