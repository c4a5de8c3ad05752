-- Stores checks of a set ($1) if it is still placed as when they began ($2): ordinals ($3), verdicts ($4), ranks
-- ($5), areas ($6), results as JSON ($7), and places in EWKB ($8).
insert into outline_results (set_id, ordinal, verdict, rank, area_m2, result, geom)
select s.id, c.ordinal, c.verdict, c.rank, c.area, c.result::jsonb, ST_Multi(c.ground::geometry)
from outline_sets as s
cross join unnest($3::integer[], $4::text[], $5::float8[], $6::float8[], $7::text[], $8::text[])
  as c (ordinal, verdict, rank, area, result, ground)
where s.id = $1::uuid and s.placed = $2::integer
on conflict (set_id, ordinal) do update
set verdict = excluded.verdict, rank = excluded.rank, area_m2 = excluded.area_m2, result = excluded.result,
  geom = excluded.geom
