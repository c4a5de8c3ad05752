-- Land cover (地表覆盖): without patches below four pixels at low zooms, below one pixel up to zoom 13.
select
  cover.id, cover.kind, cover.name, cover.name_en, cover.synthetic,
  case when tile.z < 14 then ST_Simplify(cover.geom_3857, tile.unit * 4) else cover.geom_3857 end as geom
from land_cover as cover, tile
where cover.geom_3857 && tile.margin
  and (
    tile.z >= 14
    or ST_Area(cover.geom_3857)
      > (tile.unit * 8) * (tile.unit * 8) * case when tile.z < 12 then 4 else 1 end
  )
