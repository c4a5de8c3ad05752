-- Buildings (建筑): the large ones at zooms 13 and 14, all of them from 15.
select
  building.id, building.kind, building.name, building.name_en,
  building.height_m, building.min_height_m, building.synthetic,
  building.geom_3857 as geom
from buildings as building, tile
where building.geom_3857 && tile.margin
  and (
    tile.z >= 15
    or ST_Area(building.geom_3857)
      > (tile.unit * 8) * (tile.unit * 8) * case when tile.z < 14 then 8 else 2 end
  )
