-- Returns the kind of incidents of a code of another system, or null. Stores the code even if it has no kind yet.
-- $1: scheme; $2: code; $3: name in the message, or null.
insert into outside_codes as known (scheme, code, name)
values ($1, $2, $3)
on conflict (scheme, code) do update set name = coalesce(known.name, excluded.name)
returning known.kind
