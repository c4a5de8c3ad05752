-- Holds the rows of an import until they are merged; dropped at the end of the transaction.
create temporary table import_features (
  line integer primary key,
  layer text not null,
  source_id text not null,
  properties jsonb not null,
  geom geometry,
  -- The geometry was invalid in the file.
  repaired boolean not null default false
) on commit drop
