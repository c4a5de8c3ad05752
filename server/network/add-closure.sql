-- Adds a closure. Without a geometry it has that of its road. Returns no row if the road is unknown.
insert into closures (kind, reason_zh, reason_en, profiles, road_id, starts_at, ends_at, account_id, geom)
select $1, $2, $3, $4::text[], $5::bigint, coalesce($6::timestamptz, now()), $7::timestamptz, $8::bigint,
  coalesce(ST_SetSRID(ST_GeomFromGeoJSON($9::text), 4326), (select geom from roads where id = $5::bigint))
where $9::text is not null or exists (select from roads where id = $5::bigint)
returning id::float8 as id
