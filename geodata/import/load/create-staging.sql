-- Holds what an import read until it is merged; gone with the transaction.
create temporary table import_features (
  line integer primary key,
  layer text not null,
  source_id text not null,
  properties jsonb not null,
  geom geometry,
  -- Not valid when it came.
  repaired boolean not null default false
) on commit drop
