-- Administrative areas (行政区): districts at low zooms, towns and sub-districts from zoom 9.
select
  area.id, area.code, area.kind, area.name, area.name_en, area.synthetic,
  case when tile.z < 14 then ST_Simplify(area.geom_3857, tile.unit * 4) else area.geom_3857 end as geom
from administrative_areas as area, tile
where area.geom_3857 && tile.margin
  and (tile.z >= 9 or area.kind in ('city', 'county'))
