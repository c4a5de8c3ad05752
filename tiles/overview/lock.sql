-- Locks one layer with queued tiles for this transaction; other transactions get other layers. Complete
-- layers are updated before new ones are built.
-- $1: layers; $2: version.
select state.layer, state.version
from overview_layers as state
where state.layer = any($1::text[])
  and (state.version is distinct from $2::integer
    or exists (select from overview_queue as queued where queued.layer = state.layer))
order by (state.version = $2::integer) desc nulls last, state.layer
limit 1
for update of state skip locked
