-- Places (地名): the most important ones, limited per tile. From zoom 14 also places that other layers
-- label.
select
  place.id, place.kind, place.name, place.name_en, place.importance, place.synthetic,
  place.geom_3857 as geom
from places as place, tile
where place.geom_3857 && tile.margin
  and (
    tile.z >= 14
    or (place.kind in ('area', 'greenway', 'water', 'peak', 'locality')
      and place.importance >= case
        when tile.z < 10 then 0.6
        when tile.z < 12 then 0.4
        else 0.25
      end)
  )
order by place.importance desc, place.id
limit 4000
