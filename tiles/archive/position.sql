-- Which database this is, and the last transaction whose changes any query from now on sees. Only
-- transactions below the oldest one still running are counted, so none can come in behind it.
-- `settled`: nothing newer is listed that would be looked at once more.
with latest as (
  select transaction from tile_changes order by transaction desc limit 1
),
seen as (
  select transaction
  from tile_changes
  where transaction < pg_snapshot_xmin(pg_current_snapshot())
  order by transaction desc
  limit 1
),
forgotten as (
  select transaction from tile_changes_forgotten order by transaction desc limit 1
)
select
  md5(concat_ws(' ', (select identity from tile_changes_log), control.system_identifier,
    checkpoint.timeline_id, (select oid from pg_database where datname = current_database()))) as database,
  coalesce((select transaction from seen), (select transaction from forgotten), '0'::xid8)::text as position,
  coalesce((select transaction from latest) < pg_snapshot_xmin(pg_current_snapshot()), true) as settled
from pg_control_system() as control, pg_control_checkpoint() as checkpoint
