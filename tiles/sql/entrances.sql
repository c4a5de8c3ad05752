-- Entrances of greenways (绿道入口): main entrances first.
select
  entrance.id, entrance.kind, entrance.name, entrance.name_en, entrance.synthetic,
  entrance.geom_3857 as geom
from entrances as entrance, tile
where entrance.geom_3857 && tile.margin
  and (tile.z >= 13 or entrance.kind = 'main')
