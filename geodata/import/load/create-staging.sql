-- Holds what an import read until it is merged; gone with the transaction.
create temporary table import_features (
  line integer not null,
  layer text not null,
  source_id text not null,
  properties jsonb not null,
  geom geometry
) on commit drop
