-- Returns the extent of all parcels, the square of about 2 km with most parcels for building, and their
-- towns.
with square as materialized (
  select
    floor(ST_XMin(geom) / 0.02) * 0.02 as west, floor(ST_YMin(geom) / 0.02) * 0.02 as south,
    count(*) filter (where state <> 'natural') as count, ST_Extent(geom) as box
  from parcels
  group by 1, 2
),
densest as (
  select west, south from square where count > 0 order by count desc, west, south limit 1
)
select
  ST_XMin(extent.box) as west, ST_YMin(extent.box) as south,
  ST_XMax(extent.box) as east, ST_YMax(extent.box) as north,
  densest.west as focus_west, densest.south as focus_south,
  (
    select json_agg(json_build_object(
      'code', town.code,
      'name', (select a.name from administrative_areas as a where a.code = town.code limit 1)
    ) order by town.code)
    from (select distinct town_code as code from parcels where town_code is not null) as town
  ) as towns
from (select ST_Extent(box::geometry) as box from square) as extent
left join densest on true
