-- Up Migration
-- The nearest facilities of a kind (最近设施): kind and place in one index, so that a rare kind is found
-- without reading all the others on the way. btree_gist gives GiST the comparison of texts.
create extension if not exists btree_gist;
create index facilities_kind_place on facilities using gist (kind, geom_3857);

-- Any part of a 宗地代码: its beginning, its middle or its end.
create index parcels_code_part on parcels using gin (parcel_code gin_trgm_ops) with (fastupdate = off);
-- Land use by code, with the classes below it.
drop index parcels_land_use_idx;
create index parcels_land_use on parcels (land_use text_pattern_ops);
