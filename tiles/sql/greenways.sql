-- Greenways (绿道): whole routes, simplified to half a pixel below zoom 14.
select
  greenway.id, greenway.name, greenway.name_en, greenway.length_m, greenway.surface, greenway.synthetic,
  case
    when tile.z < 14 then ST_Simplify(greenway.geom_3857, tile.unit * 4)
    else greenway.geom_3857
  end as geom
from greenways as greenway, tile
where greenway.geom_3857 && tile.margin
