-- Up Migration
-- The place of each checked outline, so that others are compared with it; and how often a set was placed, so that
-- results of former outlines are never stored.
alter table outline_results add column geom geometry(MultiPolygon, 4326) not null;
create index on outline_results using gist (geom);
alter table outline_sets add column placed integer not null default 0;
grant update (placed) on outline_sets to shuangxi_planner;
