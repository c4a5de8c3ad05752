-- Candidates from `places`; fit.sql, which continues here, ranks them. All texts are in lower case. $1: the
-- words as typed. $2: the same with LIKE's special characters escaped. $3: letters only, as pinyin is stored
-- (for Chinese words their pinyin, so that a wrong character of the same sound is found). $4: whether the
-- words contain Chinese. $5, $6: longitude and latitude of the map's centre, or null. $7: limit.
with
-- Names that contain the words as typed. A pattern of one or two letters has no trigram for the index;
-- reading all of 20,000 places takes some 20 ms. If there are very many, only exact matches and the most
-- important ones are ranked.
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
-- Names similar to the words, in whole (%) or in part (<%), only if too few contain them; one index per
-- column.
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
