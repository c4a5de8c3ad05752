-- Up Migration
-- The terrain store (地形): elevations in metres on the Web Mercator tile grid, 256 × 256 samples per tile.
-- `heights` is deflated little-endian Int16 in decimetres, row by row from the north-west; -32768 means no
-- data. Several sources may cover a tile: the highest priority with data is drawn.
create table terrain_sources (
  name text primary key,
  licence text not null,
  synthetic boolean not null,
  priority integer not null,
  maxzoom smallint not null,
  west double precision not null,
  south double precision not null,
  east double precision not null,
  north double precision not null
);
create table terrain_tiles (
  source text not null references terrain_sources (name) on delete cascade,
  z smallint not null,
  x integer not null,
  y integer not null,
  heights bytea not null,
  primary key (z, x, y, source)
);
