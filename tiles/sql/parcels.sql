-- Parcels (地块): below zoom 14 only those larger than a pixel, simplified to half a pixel. If a tile has
-- too many, the largest ones.
select
  parcel.id, parcel.parcel_code, parcel.land_use, parcel.state, parcel.area_m2, parcel.far, parcel.synthetic,
  case when tile.z < 14 then ST_Simplify(parcel.geom_3857, tile.unit * 4) else parcel.geom_3857 end as geom
from parcels as parcel, tile
where parcel.geom_3857 && tile.margin
  and (tile.z >= 14 or ST_Area(parcel.geom_3857) > (tile.unit * 8) * (tile.unit * 8))
order by parcel.area_m2 desc, parcel.id
limit 4500
