-- Keys of more than a day ago are forgotten; what another transaction forgets just now is left to it.
delete from feature_creations
where ctid in (
  select ctid from feature_creations where created_at < now() - interval '1 day' for update skip locked
)
