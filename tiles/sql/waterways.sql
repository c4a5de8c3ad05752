-- Waterways (河溪): rivers first, then streams, ditches last.
select
  way.id, way.kind, way.name, way.name_en, way.tunnel, way.synthetic,
  case when tile.z < 14 then ST_Simplify(way.geom_3857, tile.unit * 4) else way.geom_3857 end as geom
from waterways as way, tile
where way.geom_3857 && tile.margin
  and tile.z >= case way.kind when 'river' then 9 when 'canal' then 10 when 'stream' then 12 else 14 end
