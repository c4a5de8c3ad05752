-- The parcels that match the conditions of a filter.
select t.*
from parcels as t
where __conditions__
