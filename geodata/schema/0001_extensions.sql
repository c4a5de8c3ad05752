-- Up Migration
-- PostGIS for geometry; trigrams for searching parts of names and names with typing errors.
create extension if not exists postgis;
create extension if not exists pg_trgm;
