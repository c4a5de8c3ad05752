-- Adds or updates codes. $1: JSON array of {scheme, code, name, kind, version, source}.
with merged as (
  insert into outside_codes as known (scheme, code, name, kind, version, source)
  select scheme, code, name, kind, version, source
  from json_to_recordset($1::text::json)
    as given (scheme text, code text, name text, kind text, version text, source text)
  on conflict (scheme, code) do update
  set name = coalesce(excluded.name, known.name), kind = excluded.kind, version = excluded.version, source = excluded.source
  returning (known.xmax = 0) as added
)
select count(*) filter (where added)::int as added, count(*) filter (where not added)::int as changed from merged
