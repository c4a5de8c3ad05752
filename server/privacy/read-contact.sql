-- Returns an incident that the viewer sees, with the encrypted contact of its reporter, if any.
select i.number, c.key_id as "keyId", c.sealed, c.synthetic, c.written_at as "writtenAt"
from incidents as i
left join incident_contacts as c on c.incident_id = i.id
where i.id = $1
