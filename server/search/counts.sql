-- How many facilities of the kind $1 there are, and how many parcels of each land use of $2 (text[]) with
-- the classes below it.
select 'facilities' as type, $1::text as code, count(*)::int as count from facilities where kind = $1::text
union all
select 'land_use', asked.code, (select count(*)::int from parcels where land_use like asked.code || '%')
from unnest($2::text[]) as asked (code)
