-- Parcels (地块): below zoom 14 only those larger than a pixel, simplified to half a pixel. If a tile has
-- too many, the largest ones. From zoom 15 each has a point for its label, in the one tile that contains it.
with shown as (
  select
    parcel.id, parcel.parcel_code, parcel.land_use, parcel.state, parcel.area_m2, parcel.far, parcel.synthetic,
    parcel.label_3857 as label,
    case when tile.z < 14 then ST_Simplify(parcel.geom_3857, tile.unit * 4) else parcel.geom_3857 end as geom
  from parcels as parcel, tile
  where parcel.geom_3857 && tile.margin
    and (tile.z >= 14 or ST_Area(parcel.geom_3857) > (tile.unit * 8) * (tile.unit * 8))
  order by parcel.area_m2 desc, parcel.id
  limit 4500
)
select id, parcel_code, land_use, state, area_m2, far, synthetic, geom from shown
union all
select id, null, land_use, null, area_m2, far, shown.synthetic, label
from shown, tile
where tile.z >= 15
  and ST_X(label) >= tile.west and ST_X(label) < tile.west + 4096 * tile.unit
  and ST_Y(label) <= tile.north and ST_Y(label) > tile.north - 4096 * tile.unit
