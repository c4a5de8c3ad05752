-- Up Migration
-- Finds open incidents (未办结) without reading the closed ones, which are almost all.
create index incidents_open on incidents (received_at, id) where closed_at is null and state <> 'closed';
