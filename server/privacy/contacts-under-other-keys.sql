-- Contacts encrypted with another key than $1, after incident $2, up to $3 of them.
select incident_id::float8 as incident, key_id as "keyId", sealed
from incident_contacts
where key_id <> $1 and incident_id > $2
order by incident_id
limit $3
for update
