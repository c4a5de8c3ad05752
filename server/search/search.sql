-- Places by name, best first. All texts come in lower case.
-- $1: the words as typed. $2: the same with LIKE's own characters escaped. $3: letters only, as pinyin
-- is stored (for Chinese words their pinyin, so that a wrong character of the same sound is found).
-- $4: the words hold Chinese. $5, $6: longitude and latitude of where the reader looks, or null.
-- $7: how many.
with
-- What holds the words as they are typed. A pattern of one or two letters has no trigram for the
-- index; reading all of 20,000 places for it takes some 20 ms. Of very many, the exact and the most
-- important are weighed.
direct as materialized (
  select p.id
  from places as p
  where p.name ilike '%' || $2 || '%'
    or p.name_en ilike '%' || $2 || '%'
    or (length($3) >= 2 and p.pinyin like '%' || $3 || '%')
    or (not $4::boolean and length($3) >= 2 and p.pinyin_initials like $3 || '%')
  order by
    (lower(p.name) = $1 or lower(p.name_en) = $1 or p.pinyin = $3) is true desc,
    p.importance desc, p.id
  limit 1000
),
-- What looks like them, in whole (%) or in part (<%): only where too little holds them, and each
-- column by its own index.
alike as (
  select p.id from places as p
  where $4::boolean and length($1) >= 3 and (select count(*) from direct) < $7::int and ($1 <% p.name or $1 % p.name)
  union
  select p.id from places as p
  where not $4::boolean and length($1) >= 3 and (select count(*) from direct) < $7::int and ($1 <% p.name_en or $1 % p.name_en)
  union
  select p.id from places as p
  where length($3) >= 4 and (select count(*) from direct) < $7::int and ($3 <% p.pinyin or $3 % p.pinyin)
),
candidates as materialized (
  select p.*, lower(p.name) as zh, lower(p.name_en) as en
  from places as p
  where p.id in (select id from direct union select id from alike)
),
-- How well each way fits. The whole name is worth more than importance and nearness can make up.
fits as materialized (
  select
    c.*,
    greatest(
      case
        when zh = $1 then 1.2
        when starts_with(zh, $1) then 0.9
        when strpos(zh, $1) > 0 then 0.75
        else 0
      end,
      case
        when en = $1 then 1.1
        when starts_with(en, $1) then 0.9
        when strpos(en, ' ' || $1) > 0 then 0.8
        when strpos(en, $1) > 0 then 0.6
        else 0
      end,
      case
        when length($3) < 2 then 0
        when pinyin = $3 then 1.1
        when starts_with(pinyin, $3) then 0.8
        when strpos(pinyin, $3) > 0 then 0.5
        else 0
      end,
      case
        when $4::boolean or length($3) < 2 then 0
        when pinyin_initials = $3 then 0.9
        when starts_with(pinyin_initials, $3) then 0.7
        else 0
      end,
      -- Likeness to a part of the name, and a little to the whole of it, so that the short name wins.
      0.45 * word_similarity($1, zh) + 0.2 * similarity($1, zh),
      0.45 * word_similarity($1, en) + 0.2 * similarity($1, en),
      case when length($3) >= 4 then 0.4 * word_similarity($3, pinyin) + 0.2 * similarity($3, pinyin) end
    ) as fit,
    case
      when $5::float8 is null then 0
      else exp(-ST_DistanceSphere(c.geom, ST_SetSRID(ST_MakePoint($5::float8, $6::float8), 4326)) / 15000)
    end as nearness
  from candidates as c
)
select
  name, name_en, kind, layer, feature_id::float8 as feature_id,
  round(ST_X(geom)::numeric, 7)::float8 as lon, round(ST_Y(geom)::numeric, 7)::float8 as lat,
  case when west is not null then array[west, south, east, north] end as bbox,
  synthetic
from fits
where fit > 0.25
order by fit + 0.3 * importance + 0.15 * nearness desc, length(name), id
limit $7::int
