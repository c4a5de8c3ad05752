select null::bigint as id, parcel.land_use, parcel.synthetic, parcel.geom_3857 as geom
from parcels as parcel, tile
where parcel.geom_3857 && tile.margin
