-- Barriers, squares and turn restrictions, each list as JSON.
select
  (
    select coalesce(json_agg(json_build_object(
      'kind', kind, 'node', node, 'tags', tags, 'lon', ST_X(geom), 'lat', ST_Y(geom))), '[]')
    from barriers
  )::text as barriers,
  (
    select coalesce(json_agg(json_build_object(
      'row', id, 'name', name, 'tags', tags, 'nodes', nodes, 'geom', ST_AsGeoJSON(geom, 7, 0)::json)), '[]')
    from squares
  )::text as squares,
  (
    select coalesce(json_agg(json_build_object(
      'kind', kind, 'from', from_way, 'to', to_way, 'viaNode', via_node, 'viaWays', via_ways, 'mode', mode,
      'exempt', exempt, 'condition', condition)), '[]')
    from turn_restrictions
  )::text as turns
