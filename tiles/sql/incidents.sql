-- Incidents (事件): all from zoom 15; below, the latest in each cell of 8 pixels. Cells are aligned with
-- the tile grid and the buffer is one cell wide, so that neighbouring tiles show the same incidents.
-- If a tile has too many, the latest ones.
select thinned.*
from (
  select distinct on (placed.cell) placed.*
  from (
    select incident.id, incident.kind, incident.state, incident.zone_code, incident.synthetic,
      incident.received_at, incident.geom_3857 as geom,
      -- One number, because sorting by row and column takes twice as long.
      case
        when tile.z >= 15 then incident.id::float8
        else floor(ST_Y(incident.geom_3857) / (tile.unit * 64)) * 67108864
          + floor(ST_X(incident.geom_3857) / (tile.unit * 64))
      end as cell
    from incidents as incident, tile
    where incident.geom_3857 && tile.margin
  ) as placed
  order by placed.cell, placed.received_at desc, placed.id
) as thinned
order by thinned.received_at desc, thinned.id
limit 16000
