-- Water surfaces (水面): below zoom 14 only those larger than two pixels.
select
  water.id, water.kind, water.name, water.name_en, water.synthetic,
  case when tile.z < 14 then ST_Simplify(water.geom_3857, tile.unit * 4) else water.geom_3857 end as geom
from water, tile
where water.geom_3857 && tile.margin
  and (tile.z >= 14 or ST_Area(water.geom_3857) > (tile.unit * 8) * (tile.unit * 8) * 2)
