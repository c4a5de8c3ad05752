-- All searchable places, the important first, with the columns that the page expects
-- (client/source/published/search.ts). $1: limit; $2: public layers.
select name, name_en, pinyin, pinyin_initials, kind, importance,
  case when layer = any ($2::text[]) then layer end,
  case when layer = any ($2::text[]) then feature_id::float8 end,
  round(ST_X(geom)::numeric, 5)::float8, round(ST_Y(geom)::numeric, 5)::float8,
  case when west is not null then array[
    round(west::numeric, 5)::float8, round(south::numeric, 5)::float8,
    round(east::numeric, 5)::float8, round(north::numeric, 5)::float8] end,
  synthetic
from places
where layer is null or layer = any ($2::text[])
order by importance desc, id
limit $1::integer
