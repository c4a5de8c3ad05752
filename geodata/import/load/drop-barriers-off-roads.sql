-- Deletes staged barriers that are on no road of the source: garden gates, ends of walls. $1: source.
with on_roads as (
  select distinct node from roads, unnest(nodes) as node where source = $1
)
delete from import_features as staged
where staged.layer = 'barriers'
  and not exists (select from on_roads where on_roads.node = (staged.properties ->> 'node')::bigint)
