-- The rows that a request asks for. It stands behind `where` in the statements beside this file,
-- which replace the marks between slashes by identifiers of the catalogue, never by a client's text.
-- $4–$7 and $8–$11: west, south, east, north in degrees of one box, and of a second one where the
-- box crosses the 180th meridian. $12 and $13: the period asked for; a feature without a time
-- matches any period. Filters by property follow as $14 and on.
(
  $4::float8 is null
  or (
    t.geom && ST_MakeEnvelope($4::float8, $5::float8, $6::float8, $7::float8, 4326)
    and ST_Intersects(t.geom, ST_MakeEnvelope($4::float8, $5::float8, $6::float8, $7::float8, 4326))
  )
  or (
    $8::float8 is not null
    and t.geom && ST_MakeEnvelope($8::float8, $9::float8, $10::float8, $11::float8, 4326)
    and ST_Intersects(t.geom, ST_MakeEnvelope($8::float8, $9::float8, $10::float8, $11::float8, 4326))
  )
)
and ($12::timestamptz is null or /*time*/ is null or /*time*/ >= $12::timestamptz)
and ($13::timestamptz is null or /*time*/ is null or /*time*/ <= $13::timestamptz)
/*filters*/
