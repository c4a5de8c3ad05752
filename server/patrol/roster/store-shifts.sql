-- Adds shifts of a unit; existing ones are not changed. $1: id of the unit; $2: JSON array of shifts.
insert into unit_shifts (unit_id, uid, starts_at, ends_at, summary)
select $1::bigint, uid, to_timestamp("startsAt" / 1000), to_timestamp("endsAt" / 1000), summary
from json_to_recordset($2::text::json) as shift (uid text, "startsAt" float8, "endsAt" float8, summary text)
on conflict (unit_id, uid, starts_at) do nothing
