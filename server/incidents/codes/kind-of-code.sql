-- The kind of incidents that a code of another system stands for, or null. The code is kept, whether it is
-- mapped or not. $1: scheme; $2: code; $3: name that came with it, or null.
insert into outside_codes as known (scheme, code, name)
values ($1, $2, $3)
on conflict (scheme, code) do update set name = coalesce(known.name, excluded.name)
returning known.kind
