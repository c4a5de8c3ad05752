-- Patrol zones (巡查片区). From zoom 11 each has a point for its label, in the one tile that contains it.
with shown as (
  select
    zone.id, zone.code, zone.name, zone.name_en, zone.synthetic, zone.label_3857 as label,
    case when tile.z < 14 then ST_Simplify(zone.geom_3857, tile.unit * 4) else zone.geom_3857 end as geom
  from patrol_zones as zone, tile
  where zone.geom_3857 && tile.margin
)
select id, code, name, name_en, synthetic, geom from shown
union all
select id, code, name, name_en, shown.synthetic, label
from shown, tile
where tile.z >= 11
  and ST_X(label) >= tile.west and ST_X(label) < tile.west + 4096 * tile.unit
  and ST_Y(label) <= tile.north and ST_Y(label) > tile.north - 4096 * tile.unit
