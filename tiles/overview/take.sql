-- Takes queued tiles of a layer, the highest zoom first, without duplicates.
-- $1: layer; $2: limit.
with taken as (
  delete from overview_queue
  where id in (select id from overview_queue where layer = $1 order by z desc, id limit $2::integer)
  returning z, x, y
)
select distinct z, x, y from taken order by z desc, y, x
