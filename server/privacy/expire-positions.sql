-- Deletes up to $2 positions older than $1 days.
delete from unit_positions
where ctid = any (array(
  select ctid from unit_positions where at < now() - make_interval(days => $1) limit $2
))
