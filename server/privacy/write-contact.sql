-- $1: incident; then key, encrypted contact, digests of person and name, whether it is synthetic.
insert into incident_contacts (incident_id, key_id, sealed, person, name_digest, synthetic)
values ($1, $2, $3, $4, $5, $6)
on conflict (incident_id) do update set
  key_id = excluded.key_id, sealed = excluded.sealed, person = excluded.person,
  name_digest = excluded.name_digest, synthetic = excluded.synthetic, written_at = now()
