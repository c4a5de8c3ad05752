-- One layer of a tile as bytes. Geometries inside the tile are only scaled and snapped; ST_AsMVTGeom,
-- about four times slower, handles geometries that cross the edge and, because it drops collapsed
-- holes, polygons with several rings. ST_AsMVT omits features whose geometry is null.
(select ST_AsMVT(feature, '__layer__', 4096, 'geom', 'id')
from (
  select id, __attributes__, __whole__ as geom
  from (
    select row.*,
      case
        when __inside__ then ST_SnapToGrid(
          ST_TransScale(row.geom, -tile.west, -tile.north, 1 / tile.unit, -1 / tile.unit), 1)
        else ST_AsMVTGeom(row.geom, tile.box, 4096, 64, true)
      end as scaled
    from (select * from __rows__ as given offset 0) as row, tile
    order by row.id
  ) as snapped
) as feature)
