-- Up Migration
-- Change notifications say who may receive them: `limits`, the codes of the zones or towns of the changed
-- rows before and after, for layers whose readers may be limited; and for plans `published`, whether any was
-- published before or is now. Both are missing if unknown. So a server never tells readers of rows that they
-- cannot see, not even the time of the change.

-- Returns the column with the codes that limit a layer's rows; null if there is none.
create function limit_column(layer regclass) returns name language sql stable as $$
  select attname
  from pg_attribute
  where attrelid = layer and not attisdropped and attname = case layer::text
    when 'patrol_zones' then 'code'
    when 'plans' then 'town_code'
    when 'parcels' then null
    else 'zone_code'
  end
$$;

-- As before (0025), with `limits` and `published`. During a bulk change, `shuangxi.bulk_plans` keeps whether
-- it touched `published` plans or only `hidden` ones.
create or replace function announce_change() returns trigger language plpgsql as $$
declare
  boxes json;
  limits json;
  published boolean;
  limited_by constant name := limit_column(tg_relid);
  changed constant text[] := case tg_op
    when 'INSERT' then array['new_rows']
    when 'DELETE' then array['old_rows']
    when 'UPDATE' then array['old_rows', 'new_rows']
  end;
begin
  if tg_table_name = 'plans' then
    if tg_op <> 'TRUNCATE' then
      execute (
        select 'select ' || string_agg(format('exists (select from %I where state = ''published'')', source), ' or ')
        from unnest(changed) as source
      ) into published;
    end if;
    published := coalesce(published, true);
  end if;
  if current_setting('shuangxi.bulk', true) = 'on' then
    if published or current_setting('shuangxi.bulk_plans', true) is distinct from 'published' and not published then
      perform set_config('shuangxi.bulk_plans', case when published then 'published' else 'hidden' end, true);
    end if;
    return null;
  end if;
  if tg_op = 'TRUNCATE' then
    perform announce_bulk_change(array[tg_table_name::text]);
    return null;
  end if;
  -- Only this function's own statements see transition tables.
  execute format($query$
    with atom as (
      select part.geom
      from (%s) as row, lateral (
        select row.geom
        where ST_Dimension(row.geom) <> 1 or row.extent < 1000
        union all
        select segment.geom
        from ST_DumpSegments(row.geom) as segment
        where ST_Dimension(row.geom) = 1 and row.extent >= 1000
      ) as part
      where not ST_IsEmpty(part.geom)
    ),
    -- All stored geometry is inside the square, but no geometry may make a change fail.
    box as (
      select distinct
        floor(greatest(-20037509, least(20037509, ST_XMin(geom))))::integer as west,
        floor(greatest(-20037509, least(20037509, ST_YMin(geom))))::integer as south,
        ceil(greatest(-20037509, least(20037509, ST_XMax(geom))))::integer as east,
        ceil(greatest(-20037509, least(20037509, ST_YMax(geom))))::integer as north
      from atom
    ),
    extent as (
      select count(*) > 120 as crowded, min(west) as west, min(south) as south,
        greatest(max(east) - min(west), max(north) - min(south), 11) / 11.0 as side
      from box
    ),
    placed as (
      select box.*,
        case when crowded then least(10, floor(((box.west::float8 + box.east) / 2 - extent.west) / side))
          else row_number() over () end as cell_column,
        case when crowded then least(10, floor(((box.south::float8 + box.north) / 2 - extent.south) / side)) end
          as cell_row
      from box, extent
    ),
    merged as (
      select min(west) as west, min(south) as south, max(east) as east, max(north) as north
      from placed
      group by cell_column, cell_row
    )
    select json_agg(array[west, south, east, north]) from merged
  $query$, (
    select string_agg(
      'select geom_3857 as geom, ST_XMax(geom_3857) - ST_XMin(geom_3857) '
      '+ ST_YMax(geom_3857) - ST_YMin(geom_3857) as extent from ' || source, ' union all ')
    from unnest(changed) as source
  )) into boxes;
  if boxes is null then return null; end if;
  if limited_by is not null then
    execute (
      select format('select coalesce(json_agg(distinct code) filter (where code is not null), ''[]'') from (%s) as row',
        string_agg(format('select %I as code from %I', limited_by, source), ' union all '))
      from unnest(changed) as source
    ) into limits;
    -- A payload has space for 8,000 bytes.
    if length(limits::text) > 1500 then limits := null; end if;
  end if;
  perform pg_notify('tiles', json_strip_nulls(
    json_build_object('layer', tg_table_name, 'boxes', boxes, 'limits', limits, 'published', published)
  )::text);
  return null;
end
$$;

create or replace function announce_bulk_change(layers text[]) returns void language sql as $$
  select outdate_overviews(layers);
  select pg_notify('tiles', case
    when layer = 'plans' and current_setting('shuangxi.bulk_plans', true) = 'hidden'
      then json_build_object('layer', layer, 'boxes', null, 'published', false)
    else json_build_object('layer', layer, 'boxes', null)
  end::text)
  from unnest(layers) as layer
$$;
