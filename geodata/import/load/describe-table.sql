-- Lists the columns of a table that an import fills. $1: table.
select attribute.attname as name, attribute.attnotnull as required,
  pg_get_expr(fallback.adbin, fallback.adrelid) as fallback
from pg_attribute as attribute
left join pg_attrdef as fallback
  on fallback.adrelid = attribute.attrelid and fallback.adnum = attribute.attnum
where attribute.attrelid = $1::text::regclass and attribute.attnum > 0 and not attribute.attisdropped
  and attribute.attgenerated = '' and attribute.attidentity = ''
  and attribute.attname not in ('id', 'source', 'source_id', 'licence', 'synthetic', 'geom')
  -- Kept by the database (schema/0110).
  and not starts_with(attribute.attname, 'version_')
order by attribute.attnum
