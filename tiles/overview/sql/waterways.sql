-- Kinds as in tiles/sql/waterways.sql; names only where they are drawn, from zoom 12.
select null::bigint as id, way.kind,
  case when tile.z = 12 and way.kind in ('river', 'canal') then way.name end as name,
  case when tile.z = 12 and way.kind in ('river', 'canal') then way.name_en end as name_en,
  case when way.tunnel then true end as tunnel,
  way.synthetic, way.geom_3857 as geom
from waterways as way, tile
where way.geom_3857 && tile.margin
  and tile.z >= case way.kind when 'river' then 9 when 'canal' then 10 when 'stream' then 12 else 14 end
