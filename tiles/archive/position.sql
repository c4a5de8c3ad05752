-- The identity of the database, and the last transaction whose changes all later queries see. Only
-- transactions below the oldest running one count, so that a late commit is never missed.
-- `settled`: no newer change is listed, so that the next update need not repeat any.
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
