-- Values of the tile, computed once. $1: zoom; $2 to $5: west, south, east, north in EPSG:3857.
with tile as materialized (
  select
    $1::integer as z,
    ST_MakeEnvelope($2::float8, $3::float8, $4::float8, $5::float8, 3857) as box,
    ST_Expand(
      ST_MakeEnvelope($2::float8, $3::float8, $4::float8, $5::float8, 3857),
      64 * ($4::float8 - $2::float8) / 4096) as margin,
    ($4::float8 - $2::float8) / 4096 as unit,
    $2::float8 as west,
    $5::float8 as north
)
