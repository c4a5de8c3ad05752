-- Long borders are simplified to half a cell, because parts far outside the tile are included.
select null::bigint as id, cover.kind, cover.synthetic,
  case
    when ST_NPoints(cover.geom_3857) > 400 then ST_Simplify(cover.geom_3857, tile.unit * 2)
    else cover.geom_3857
  end as geom
from land_cover as cover, tile
where cover.geom_3857 && tile.margin
