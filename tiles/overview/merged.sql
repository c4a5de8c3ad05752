-- Rows grouped by attributes: their geometries as concatenated TWKB in tile units, and the shared
-- attributes as JSON, id first. Calls no GEOS function.
select
  json_build_array(row.id, __attributes__)::text as look,
  string_agg(
    ST_AsTWKB(
      ST_TransScale(row.geom, -tile.west, -tile.north, 1 / tile.unit, -1 / tile.unit), 0),
    ''::bytea) as geometries
from (select * from __rows__ as given offset 0) as row, tile
where row.geom is not null
group by row.id, __attributes__
