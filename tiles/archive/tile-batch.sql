-- Many tiles in one statement, each with the same result as the statement for one tile. $1: zoom,
-- $2 to $5: west, south, east and north in EPSG:3857, of each tile.
select coalesce((__tile__), ''::bytea) as tile
from unnest($1::integer[], $2::float8[], $3::float8[], $4::float8[], $5::float8[])
  with ordinality as asked (z, west, south, east, north, place)
order by asked.place
