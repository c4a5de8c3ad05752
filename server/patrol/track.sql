-- Positions of a unit in order of time. $1: id of the unit; $2, $3: from, to; $4: maximum rows.
select
  to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
  round(ST_X(geom)::numeric, 6)::float8 as lon, round(ST_Y(geom)::numeric, 6)::float8 as lat,
  accuracy_m, heading
from unit_positions
where unit_id = $1 and at between $2::timestamptz and $3::timestamptz
order by at
limit $4
