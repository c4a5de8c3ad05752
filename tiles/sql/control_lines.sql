-- Control lines (控制线): below zoom 14 only those larger than a pixel, simplified to half a pixel.
select
  line.id, line.kind, line.name, line.name_en, line.severity, line.height_limit_m, line.synthetic,
  case when tile.z < 14 then ST_Simplify(line.geom_3857, tile.unit * 4) else line.geom_3857 end as geom
from control_lines as line, tile
where line.geom_3857 && tile.margin
  and (tile.z >= 14 or ST_Area(line.geom_3857) > (tile.unit * 8) * (tile.unit * 8))
