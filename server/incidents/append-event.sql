-- Appends an event once for each key. $1: incident; $2: key; $3: type; $4, $5: times of the device; $6: unit or
-- null; $7: details.
select a.id::float8 as id, a.incident_id::float8 as incident_id, a.type, a.replayed
from append_incident_event($1::bigint, $2::uuid, $3::text, $4::timestamptz, $5::timestamptz, $6::text, $7::text::jsonb)
  as a
