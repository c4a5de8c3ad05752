-- Derives the rows of `places` from one source's named features: existing rows keep their id, vanished
-- ones are deleted. Rows without a layer (peaks, localities) were imported as places and are not
-- changed. Returns one row with the number of derived places.
-- $1: source; $2: JSON array of {name, pinyin, initials}; $3: the names whose places are derived, as
-- text[], or null for all. A place has features of one name only, so others need not be read.
with
-- Every named feature. `weight` is the importance of its kind, 0 to 1, before size is added;
-- `part` separates different things with the same name.
named as (
  select 'administrative_areas' as layer, id, source_id, 'area' as kind, kind as part, name, name_en,
    case kind when 'city' then 0.8 when 'county' then 0.7 else 0.6 end as weight,
    licence, synthetic, geom
  from administrative_areas where source = $1 and ($3::text[] is null or name = any ($3))
  union all
  select 'greenways', id, source_id, 'greenway', '', name, name_en, 0.6, licence, synthetic, geom
  from greenways where source = $1 and ($3::text[] is null or name = any ($3))
  union all
  select 'entrances', id, source_id, 'entrance', '', name, name_en, 0.3, licence, synthetic, geom
  from entrances where source = $1 and ($3::text[] is null or name = any ($3)) and name is not null
  union all
  select 'facilities', id, source_id, 'facility', kind, name, name_en,
    case
      when kind in ('attraction', 'museum', 'metro_station') then 0.45
      when kind in ('park', 'viewpoint', 'temple', 'hospital', 'service_station') then 0.35
      when kind in ('school', 'lodging') then 0.25
      else 0.15
    end, licence, synthetic, geom
  from facilities where source = $1 and ($3::text[] is null or name = any ($3)) and name is not null
  union all
  select 'roads', id, source_id, 'road', '', name, name_en,
    case
      when class in ('motorway', 'trunk', 'primary') then 0.3
      when class in ('secondary', 'tertiary') then 0.25
      else 0.15
    end, licence, synthetic, geom
  from roads where source = $1 and ($3::text[] is null or name = any ($3)) and name is not null
  union all
  select 'water', id, source_id, 'water', '', name, name_en, 0.35, licence, synthetic, geom
  from water where source = $1 and ($3::text[] is null or name = any ($3)) and name is not null
  union all
  select 'waterways', id, source_id, 'water', '', name, name_en, 0.3, licence, synthetic, geom
  from waterways where source = $1 and ($3::text[] is null or name = any ($3)) and name is not null
  union all
  select 'land_cover', id, source_id, 'locality', '', name, name_en, 0.25, licence, synthetic, geom
  from land_cover where source = $1 and ($3::text[] is null or name = any ($3)) and name is not null
  union all
  -- "3幢", "12号楼" or "B2" is meaningless without its address.
  select 'buildings', id, source_id, 'building', '', name, name_en, 0.15, licence, synthetic, geom
  from buildings where source = $1 and ($3::text[] is null or name = any ($3)) and name is not null and name !~ '^[0-9A-Za-z#\-]*(号楼|幢|栋|号|座|楼)?$'
),
-- Pieces of one road or river, or two stops of one bus station, are within about 500 m of each other; the
-- same name in another town is another place.
clustered as (
  select *, ST_ClusterDBSCAN(geom, 0.005, 1) over (partition by kind, part, name) as cluster
  from named
),
merged as (
  select kind, part, name, cluster,
    (array_agg(layer order by weight desc, extent desc, source_id))[1] as layer,
    (array_agg(id order by weight desc, extent desc, source_id))[1] as feature_id,
    (array_agg(geom order by weight desc, extent desc, source_id))[1] as largest,
    min(layer || '/' || source_id) as source_id,
    max(name_en) as name_en, max(weight) as weight, min(licence) as licence, bool_or(synthetic) as synthetic,
    ST_Collect(geom) as geom,
    ST_Extent(geom) as box
  from (
    select *, ST_XMax(geom) - ST_XMin(geom) + ST_YMax(geom) - ST_YMin(geom) as extent from clustered
  ) as sized
  group by kind, part, name, cluster
),
measured as (
  select *,
    -- The diagonal of the box in metres, accurate enough for ranking.
    111320 * sqrt(
      power((ST_XMax(box) - ST_XMin(box)) * cos(radians(ST_YMin(box))), 2)
      + power(ST_YMax(box) - ST_YMin(box), 2)) as size_m,
    -- A point on the feature: the middle of a line, inside an area.
    case ST_Dimension(largest)
      when 0 then ST_Centroid(geom)
      when 1 then ST_ClosestPoint(geom, ST_Centroid(geom))
      else ST_PointOnSurface(largest)
    end as anchor
  from merged
),
spoken as (
  select name, pinyin, initials
  from jsonb_to_recordset($2::text::jsonb) as word (name text, pinyin text, initials text)
),
gone as (
  delete from places
  where source = $1 and layer is not null and ($3::text[] is null or name = any ($3))
    and source_id not in (select source_id from measured)
),
stored as (
  insert into places (kind, name, name_en, pinyin, pinyin_initials, importance, layer, feature_id,
    west, south, east, north, source, source_id, licence, synthetic, geom)
  select kind, name, name_en, pinyin, initials,
    -- Size adds up to 0.2, at 20 km.
    least(1, weight + 0.2 * least(1, ln(1 + size_m / 50) / ln(401))),
    layer, feature_id, ST_XMin(box), ST_YMin(box), ST_XMax(box), ST_YMax(box),
    $1, source_id, licence, synthetic, ST_Force2D(anchor)
  from measured left join spoken using (name)
  on conflict (source, source_id) do update set
    kind = excluded.kind, name = excluded.name, name_en = excluded.name_en, pinyin = excluded.pinyin,
    pinyin_initials = excluded.pinyin_initials, importance = excluded.importance, layer = excluded.layer,
    feature_id = excluded.feature_id, west = excluded.west, south = excluded.south, east = excluded.east,
    north = excluded.north, licence = excluded.licence, synthetic = excluded.synthetic, geom = excluded.geom
  returning 1
)
select count(*)::integer as count from stored
