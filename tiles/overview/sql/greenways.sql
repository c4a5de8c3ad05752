-- Each stays a separate feature, so that a click opens it.
select greenway.id, greenway.name, greenway.name_en, greenway.length_m, greenway.surface, greenway.synthetic,
  greenway.geom_3857 as geom
from greenways as greenway, tile
where greenway.geom_3857 && tile.margin
