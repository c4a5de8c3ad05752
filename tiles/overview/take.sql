-- Takes the tiles of a layer that were queued, those of the highest zoom first, each once.
-- $1: layer; $2: how many rows at most.
with taken as (
  delete from overview_queue
  where id in (select id from overview_queue where layer = $1 order by z desc, id limit $2::integer)
  returning z, x, y
)
select distinct z, x, y from taken order by z desc, y, x
