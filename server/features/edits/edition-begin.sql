-- Begins an edition: the oldest transaction that may still be running. Whatever older ones wrote, every
-- later reader sees.
select pg_snapshot_xmin(pg_current_snapshot())::text as point
