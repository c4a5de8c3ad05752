-- How many facilities of the kind $1 there are, and how many parcels of each land use of $2 (text[]) with
-- the classes below it: codes of digits from the code on, before the code with `:`, which follows 9. LIKE
-- uses its index with constant patterns only.
select 'facilities' as type, $1::text as code, count(*)::int as count from facilities where kind = $1::text
union all
select 'land_use', asked.code, (select count(*)::int from parcels where land_use ~>=~ asked.code and land_use ~<~ (asked.code || ':'))
from unnest($2::text[]) as asked (code)
