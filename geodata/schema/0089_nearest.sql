-- Up Migration
-- The nearest facilities of a kind (最近设施): kind and position in one index, so that a search for a rare kind
-- does not read all the others. btree_gist lets GiST compare texts.
create extension if not exists btree_gist;
create index facilities_kind_place on facilities using gist (kind, geom_3857);

-- Any part of a 宗地代码: its beginning, its middle or its end.
create index parcels_code_part on parcels using gin (parcel_code gin_trgm_ops) with (fastupdate = off);
-- Land use by code prefix, including sub-classes.
drop index parcels_land_use_idx;
create index parcels_land_use on parcels (land_use text_pattern_ops);
