-- Many tiles in one statement, each as the statement for one makes it. $1: zoom, and $2 to $5: west,
-- south, east and north in EPSG:3857, of each tile.
select coalesce((__tile__), ''::bytea) as tile
from unnest($1::integer[], $2::float8[], $3::float8[], $4::float8[], $5::float8[])
  with ordinality as asked (z, west, south, east, north, place)
order by asked.place
