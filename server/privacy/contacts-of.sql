-- Contacts by digests of the person or of the name ($1), the latest first.
select c.incident_id::float8 as incident, c.key_id as "keyId", c.sealed, c.person, c.synthetic,
  c.written_at as "writtenAt", i.number, i.kind, i.received_at as "receivedAt"
from incident_contacts as c
join incidents as i on i.id = c.incident_id
where c.person = any ($1) or c.name_digest = any ($2)
order by i.received_at desc, c.incident_id
limit $3
