-- Counts parcels of a source ($1) whose lower limit of the floor area ratio is above the upper one, and
-- returns up to five of their codes.
select count(*)::integer as count, (array_agg(parcel_code order by parcel_code))[1:5] as codes
from parcels
where source = $1 and far_min > far_max
