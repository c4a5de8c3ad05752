-- What editions wrote more than a week ago is forgotten; what another transaction forgets just now is
-- left to it.
delete from edition_writes
where ctid in (
  select ctid from edition_writes where written_at < now() - interval '7 days' for update skip locked
)
