-- One layer of a tile as concatenated TWKB in tile units, with the attributes separately, because PGlite's
-- PostGIS has no ST_AsMVT. Calls no GEOS function; the encoder clips.
select
  '__layer__' as layer,
  string_agg(
    ST_AsTWKB(
      ST_TransScale(row.geom, -tile.west, -tile.north, 1 / tile.unit, -1 / tile.unit), 0),
    ''::bytea order by row.id) as geometries,
  json_agg(json_build_array(row.id, __attributes__) order by row.id)::text as attributes
from (select * from __rows__ as given offset 0) as row, tile
where row.geom is not null
