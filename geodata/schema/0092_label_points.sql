-- Up Migration
-- The label point of each parcel and zone, so that tiles need no geometry engine to find one.
alter table parcels add column label_3857 geometry(Point, 3857)
  generated always as (ST_Transform(ST_PointOnSurface(geom), 3857)) stored;
alter table patrol_zones add column label_3857 geometry(Point, 3857)
  generated always as (ST_Transform(ST_PointOnSurface(geom), 3857)) stored;
