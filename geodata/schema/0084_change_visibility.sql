-- Up Migration
-- Word of changes says who may hear it: `limits`, the codes of the zones or towns that the changed rows
-- belonged to and belong to now, for layers of which accounts may be limited to some; and for plans
-- `published`, whether any of them was published or is now. Without them, nothing is known of that. So
-- a server tells nobody, not even the time, of what only others may see.

-- Whose limits a layer's rows are subject to: the column with the codes; null if there is none.
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

-- As before (0025), with `limits` and `published`. A change in bulk keeps until the transaction's end, in
-- `shuangxi.bulk_plans`, whether it touched plans that are `published` or only `hidden` ones.
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
  -- Transition tables are seen by this function's own statements only.
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
    -- Nothing that is stored lies outside the square, but no geometry may make a change fail.
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
    -- A payload has room for 8,000 bytes.
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
