-- Buildings (建筑): large ones at zooms 13 and 14, all from 15. If a tile has too many, the largest ones.
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
order by ST_Area(building.geom_3857) desc, building.id
limit 5500
