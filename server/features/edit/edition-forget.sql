-- Deletes writes of editions older than a week, without those that another transaction is deleting.
delete from edition_writes
where ctid in (
  select ctid from edition_writes where written_at < now() - interval '7 days' for update skip locked
)
