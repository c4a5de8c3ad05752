-- Up Migration
-- Features that were created with an idempotency key (幂等键), so that the same request sent twice
-- creates one. Rows older than a day are deleted by later requests.
create table feature_creations (
  role text not null,
  layer text not null,
  key text not null,
  body_sha256 text not null,
  feature_id bigint,
  created_at timestamptz not null default now(),
  primary key (role, layer, key)
);
create index on feature_creations (created_at);
