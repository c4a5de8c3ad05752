-- Continues after `candidates`: named features with their texts in lower case. Returns the best first, with
-- the rank by which lists are merged. Each kind of match has a score. A match of the whole name counts more
-- than importance and distance together.
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
      -- Similarity to a part of the name, and a little to the whole, so that shorter names win.
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
  fit + 0.3 * importance + 0.15 * nearness as rank,
  name, name_en, kind, layer, feature_id::float8 as feature_id,
  round(ST_X(geom)::numeric, 7)::float8 as lon, round(ST_Y(geom)::numeric, 7)::float8 as lat,
  case when west is not null then array[west, south, east, north] end as bbox,
  synthetic
from fits
where fit > 0.25
order by rank desc, length(name), id
limit $7::int
