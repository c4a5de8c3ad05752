-- Which squares intersect a row of the layers. $1 to $4: west, south, east and north of each square in
-- EPSG:3857. A layer is only queried for squares where no earlier layer has a row.
select coalesce(array_agg(tile.place - 1 order by tile.place), '{}')::integer[] as places
from unnest($1::float8[], $2::float8[], $3::float8[], $4::float8[])
  with ordinality as tile (west, south, east, north, place)
where __any__
