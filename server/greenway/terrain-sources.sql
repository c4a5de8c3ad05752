-- Terrain sources that reach into a box ($1–$4: west, south, east, north in degrees), best first.
select name, maxzoom, synthetic
from terrain_sources
where west <= $3::float8 and east >= $1::float8 and south <= $4::float8 and north >= $2::float8
order by priority desc, maxzoom desc, name
