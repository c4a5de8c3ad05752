-- Survey coverages (数据覆盖范围): below zoom 14 simplified to half a pixel.
select
  coverage.id, coverage.layer, coverage.kind, coverage.name, coverage.name_en, coverage.synthetic,
  case when tile.z < 14 then ST_Simplify(coverage.geom_3857, tile.unit * 4, true) else coverage.geom_3857 end
    as geom
from coverages as coverage, tile
where coverage.geom_3857 && tile.margin
