-- Changes of layers after a position: extents in EPSG:3857, nulls for a whole layer; and whether the
-- list is complete since then. $1: layers; $2: position.
select
  (select coalesce(bool_and(transaction <= $2::xid8), true)
    from tile_changes_forgotten where layer = any ($1::text[])) as complete,
  coalesce((
    select json_agg(distinct jsonb_build_array(west, south, east, north))
    from tile_changes
    where layer = any ($1::text[]) and transaction > $2::xid8), '[]'::json) as extents
