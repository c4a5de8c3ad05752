-- Distinct names of one source's features for `places`, whose pinyin is computed outside the database.
-- $1: source.
select name from administrative_areas where source = $1
union select name from greenways where source = $1
union select name from facilities where source = $1 and name is not null
union select name from entrances where source = $1 and name is not null
union select name from roads where source = $1 and name is not null
union select name from water where source = $1 and name is not null
union select name from waterways where source = $1 and name is not null
union select name from land_cover where source = $1 and name is not null
union select name from buildings where source = $1 and name is not null
