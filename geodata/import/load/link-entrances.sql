-- Assigns presumed entrances (`greenway_within_m` is the maximum distance) to the nearest greenway of the
-- source; deletes and returns those without one. $1: source.
with supposed as (
  select line, source_id, (properties ->> 'greenway_within_m')::double precision as within, geom
  from import_features
  where layer = 'entrances' and properties ->> 'greenway_within_m' is not null
),
nearest as (
  select supposed.line, near.greenway_id
  from supposed cross join lateral (
    select segment.greenway_id
    from greenway_segments as segment
    where segment.source = $1 and segment.geom && ST_Expand(supposed.geom, 0.003)
      and ST_Distance(segment.geom::geography, supposed.geom::geography) <= supposed.within
    order by segment.geom <-> supposed.geom, segment.id
    limit 1
  ) as near
),
linked as (
  update import_features as staged
  set properties = staged.properties || jsonb_build_object('greenway_id', nearest.greenway_id)
  from nearest where staged.line = nearest.line
)
delete from import_features as staged using supposed
where staged.line = supposed.line and staged.line not in (select line from nearest)
returning staged.layer, staged.source_id
