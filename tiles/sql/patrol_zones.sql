-- Patrol zones (巡查片区).
select
  zone.id, zone.code, zone.name, zone.name_en, zone.synthetic,
  case when tile.z < 14 then ST_Simplify(zone.geom_3857, tile.unit * 4) else zone.geom_3857 end as geom
from patrol_zones as zone, tile
where zone.geom_3857 && tile.margin
