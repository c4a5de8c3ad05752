-- Up Migration
-- Land use of level 3 (三级类) beside its class of level 2, which colours, sums and filters use.
alter table parcels add column land_use_detail text
  constraint parcels_land_use_detail_check check (starts_with(land_use_detail, land_use));
alter table plans add column land_use_detail text
  constraint plans_land_use_detail_check check (starts_with(land_use_detail, land_use));
