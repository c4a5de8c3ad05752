-- Up Migration
-- PostGIS for geometry, trigrams for names that are typed half or wrong.
create extension if not exists postgis;
create extension if not exists pg_trgm;
