-- Stores the version ($4) of a feature after a write through an edition ($1): layer ($2), id ($3).
insert into edition_writes (edition, layer, feature_id, version)
values ($1, $2, $3::bigint, $4)
on conflict (edition, layer, feature_id, account)
do update set version = excluded.version, written_at = now()
