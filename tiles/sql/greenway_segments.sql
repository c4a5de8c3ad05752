-- Greenway segments (绿道路段).
select
  segment.id, segment.name, segment.name_en, segment.greenway_id, segment.surface, segment.lit,
  segment.bicycle, segment.synthetic,
  case
    when tile.z < 14 then ST_Simplify(segment.geom_3857, tile.unit * 4)
    else segment.geom_3857
  end as geom
from greenway_segments as segment, tile
where segment.geom_3857 && tile.margin
