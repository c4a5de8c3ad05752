-- Counts the facilities of the kind $1, and the parcels of each land use of $2 (text[]) with its sub-classes:
-- codes from the code up to the code with `:`, the character after 9. LIKE would use the index with constant
-- patterns only.
select 'facilities' as type, $1::text as code, count(*)::int as count from facilities where kind = $1::text
union all
select 'land_use', asked.code, (select count(*)::int from parcels where land_use ~>=~ asked.code and land_use ~<~ (asked.code || ':'))
from unnest($2::text[]) as asked (code)
