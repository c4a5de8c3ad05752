-- Counts incidents of a source ($1) whose state or closing time in the file differs from their log, and
-- returns some numbers.
select count(*)::integer as count, (array_agg(stored.number order by staged.line))[1:5] as numbers
from import_features as staged
join incidents as stored on stored.source = $1 and stored.source_id = staged.source_id
cross join lateral jsonb_populate_record(null::incidents, staged.properties) as parsed
where staged.layer = 'incidents' and (
  parsed.state is not null and parsed.state <> stored.state
  or parsed.closed_at is not null and parsed.closed_at is distinct from stored.closed_at
)
