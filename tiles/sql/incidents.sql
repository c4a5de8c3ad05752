-- Incidents (事件): all of them from zoom 15; below, the latest of each cell of 8 pixels. Cells lie on
-- the tile grid and the buffer is one cell wide, so that neighbouring tiles show the same incidents.
-- Where more lie in a tile than it can carry, the latest of them.
select thinned.*
from (
  select distinct on (
      case when tile.z >= 15 then incident.id end,
      floor(ST_X(incident.geom_3857) / (tile.unit * 64)),
      floor(ST_Y(incident.geom_3857) / (tile.unit * 64))
    )
    incident.id, incident.kind, incident.state, incident.zone_code, incident.synthetic, incident.received_at,
    incident.geom_3857 as geom
  from incidents as incident, tile
  where incident.geom_3857 && tile.margin
  order by
    case when tile.z >= 15 then incident.id end,
    floor(ST_X(incident.geom_3857) / (tile.unit * 64)),
    floor(ST_Y(incident.geom_3857) / (tile.unit * 64)),
    incident.received_at desc,
    incident.id
) as thinned
order by thinned.received_at desc, thinned.id
limit 16000
