-- Queues every tile that a layer's rows intersect. Boxes are widened to steps of 611 m, 1/16 of a tile of
-- zoom 12, so that neighbours are merged. Returns false if rows extend too far.
with touched as materialized (
  select distinct tile.z, tile.x, tile.y
  from (
    select distinct
      floor(ST_XMin(geom_3857) / 611) * 611 as west, floor(ST_YMin(geom_3857) / 611) * 611 as south,
      ceil(ST_XMax(geom_3857) / 611) * 611 as east, ceil(ST_YMax(geom_3857) / 611) * 611 as north
    from __layer__
    where not ST_IsEmpty(geom_3857)
  ) as box,
  overview_tiles_of(ST_MakeBox2D(ST_Point(west, south), ST_Point(east, north)), 100000, $2::integer) as tile
),
queued as (
  insert into overview_queue (layer, z, x, y)
  select '__layer__', z, x, y from touched where z between $1::integer and $2::integer
)
select coalesce(bool_and(z is not null), true) as complete from touched
