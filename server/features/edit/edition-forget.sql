-- What editions wrote more than a week ago is forgotten.
delete from edition_writes where written_at < now() - interval '7 days'
