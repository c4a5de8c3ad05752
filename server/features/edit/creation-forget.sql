-- Deletes keys older than a day, without those that another transaction is deleting.
delete from feature_creations
where ctid in (
  select ctid from feature_creations where created_at < now() - interval '1 day' for update skip locked
)
