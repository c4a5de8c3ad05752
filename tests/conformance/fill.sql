-- One feature for each collection that the fixture leaves empty, because the suite requests one of every
-- collection.
insert into land_cover (kind, source, source_id, licence, synthetic, geom)
values ('grass', 'fixture', 'lc', 'CC0', true, ST_Multi(ST_MakeEnvelope(119.76, 30.23, 119.77, 30.24, 4326)));
insert into buildings (kind, height_m, height_source, source, source_id, licence, synthetic, geom)
values ('residential', 12, 'levels', 'fixture', 'bd', 'CC0', true, ST_Multi(ST_MakeEnvelope(119.76, 30.23, 119.7601, 30.2301, 4326)));
insert into waterways (kind, source, source_id, licence, synthetic, geom)
values ('stream', 'fixture', 'ww', 'CC0', true, ST_GeomFromText('LINESTRING(119.76 30.23, 119.77 30.24)', 4326));
insert into roads (class, source, source_id, licence, synthetic, geom)
values ('primary', 'fixture', 'rd', 'CC0', true, ST_GeomFromText('LINESTRING(119.76 30.24, 119.77 30.23)', 4326));
insert into entrances (kind, source, source_id, licence, synthetic, geom)
values ('main', 'fixture', 'en', 'CC0', true, ST_GeomFromText('POINT(119.76 30.24)', 4326));
-- Published, because the suite reads as the public.
insert into plans (plan_code, name, state, land_use, town_code, area_m2, published_on, source, source_id, licence, synthetic, geom)
values ('P1', '方案一', 'published', '0701', '330112008', 10000, '2026-01-01', 'fixture', 'pl', 'CC0', true,
  ST_Multi(ST_MakeEnvelope(119.76, 30.23, 119.7601, 30.2301, 4326)))
