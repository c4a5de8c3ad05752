-- Hidden rows besides the small world of fixture.sql. 机密 or SECRET in an answer to the public is a leak. Z2
-- and the town 330112007 are some 8 km west of everything else.

update units set name = '机密一组' where code = 'U1';

insert into units (code, name, state, zone_code, members, source, source_id, licence, synthetic, geom)
values ('SECRET-U3', '机密三组', 'available', 'Z2', 5, 'fixture', 'u3', 'CC0', true,
  ST_Transform(ST_SetSRID(ST_MakePoint(471000, 3347000), 4549), 4326));

update patrol_zones set name = '机密' || name, name_en = 'SECRET ' || name_en;
update incidents set number = 'SECRET-' || number;

insert into incidents (number, kind, state, channel, zone_code, received_at, source, source_id, licence, synthetic, geom)
values ('SECRET-I6', 'injury', 'received', 'call_110', 'Z2', now() - interval '2 hours', 'fixture', 'I6', 'CC0', true,
  ST_Transform(ST_SetSRID(ST_MakePoint(471010, 3347010), 4549), 4326));

insert into plans (plan_code, name, state, land_use, town_code, area_m2, source, source_id, licence, synthetic, geom)
values
  ('P1', '公布方案', 'published', '0701', '330112008', 10000, 'fixture', 'p1', 'CC0', true,
    ST_Multi(ST_Transform(ST_MakeEnvelope(478000, 3347000, 478100, 3347100, 4549), 4326))),
  ('SECRET-P2', '机密方案', 'draft', '0701', '330112008', 10000, 'fixture', 'p2', 'CC0', true,
    ST_Multi(ST_Transform(ST_MakeEnvelope(478200, 3347000, 478300, 3347100, 4549), 4326))),
  ('SECRET-P3', '机密远方案', 'in_review', '0701', '330112007', 10000, 'fixture', 'p3', 'CC0', true,
    ST_Multi(ST_Transform(ST_MakeEnvelope(471000, 3347000, 471100, 3347100, 4549), 4326)));

-- Holders of land use rights, also of earlier versions.
update parcels set holder = 'SECRET-H1 机密权利人', state = 'supplied';

update parcels set holder = 'SECRET-H2 机密权利人', state = 'built';
