-- Deletes up to $2 positions older than $1 days.
delete from unit_positions
where (unit_id, at, device_id) in (
  select unit_id, at, device_id from unit_positions where at < now() - make_interval(days => $1) limit $2
)
