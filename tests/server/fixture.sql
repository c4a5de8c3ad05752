-- A small world whose numbers can be calculated by hand. Squares are in EPSG:4549, in metres. Origin of the
-- plane squares: (478000, 3347000), by Qingshan Lake.

insert into administrative_areas (code, kind, name, name_en, source, source_id, licence, synthetic, geom)
values
  ('330112008', 'subdistrict', '青山湖街道', 'Qingshanhu Sub-district', 'fixture', 't1', 'CC0', true,
    ST_Multi(ST_Transform(ST_Segmentize(ST_MakeEnvelope(477000, 3346000, 479000, 3348000, 4549), 20), 4326))),
  ('330112007', 'subdistrict', '锦北街道', 'Jinbei Sub-district', 'fixture', 't2', 'CC0', true,
    ST_Multi(ST_Transform(ST_Segmentize(ST_MakeEnvelope(470000, 3346000, 472000, 3348000, 4549), 20), 4326)));

-- A: 100 m square. B: the same, far from every line but in the same town. C: in the other town.
insert into parcels (id, parcel_code, land_use, state, tenure, area_m2, far, source, source_id, licence, synthetic, geom)
values
  (1, '330112008001GB00001', '0701', 'built', 'G', 10000, 1.5, 'fixture', 'a', 'CC0', true,
    ST_Multi(ST_Transform(ST_Segmentize(ST_MakeEnvelope(478000, 3347000, 478100, 3347100, 4549), 20), 4326))),
  (2, '330112008001GB00002', '1001', 'supplied', 'G', 10000, null, 'fixture', 'b', 'CC0', true,
    ST_Multi(ST_Transform(ST_Segmentize(ST_MakeEnvelope(478600, 3347600, 478700, 3347700, 4549), 20), 4326))),
  (3, '330112007001JB00001', '0101', 'natural', 'J', 20000, null, 'fixture', 'c', 'CC0', true,
    ST_Multi(ST_Transform(ST_Segmentize(ST_MakeEnvelope(471000, 3347000, 471200, 3347100, 4549), 20), 4326)));

insert into control_lines (id, kind, name, name_en, severity, height_limit_m, legal_status, valid_from, valid_to,
  office, document, source, source_id, licence, synthetic, geom)
values
  -- The west half of A: 5,000 m².
  (1, 'permanent_basic_farmland', '基本农田一', 'Farmland one', 'block', null, '已公布', '2022-10-01', null,
    '临安分局', '文件一', 'fixture', 'f1', 'CC0', true,
    ST_Multi(ST_Transform(ST_Segmentize(ST_MakeEnvelope(477900, 3346900, 478050, 3347200, 4549), 20), 4326))),
  -- The south half of A: 5,000 m², of which 2,500 m² are in the line above.
  (2, 'permanent_basic_farmland', '基本农田二', 'Farmland two', 'refer', null, '已公布', '2022-10-01', null,
    '临安分局', '文件二', 'fixture', 'f2', 'CC0', true,
    ST_Multi(ST_Transform(ST_Segmentize(ST_MakeEnvelope(477900, 3346900, 478200, 3347050, 4549), 20), 4326))),
  -- 0.5 m wide along the east side of A: 50 m², a sliver by its width.
  (3, 'ecological_redline', '红线一', 'Red line one', 'block', null, '已公布', null, null, null, null,
    'fixture', 'e1', 'CC0', true,
    ST_Multi(ST_Transform(ST_Segmentize(ST_MakeEnvelope(478099.5, 3346900, 478300, 3347200, 4549), 20), 4326))),
  -- 0.9 m by 0.9 m in the north-east corner of A: a sliver by its area.
  (4, 'heritage_protection', '文物一', 'Heritage one', 'refer', null, null, null, null, null, null,
    'fixture', 'h1', 'CC0', true,
    ST_Multi(ST_Transform(ST_Segmentize(ST_MakeEnvelope(478099.1, 3347099.1, 478200, 3347200, 4549), 20), 4326))),
  -- The whole of A, but expired.
  (5, 'flood', '旧洪水线', 'Old flood line', 'note', null, '已废止', '2001-01-01', '2010-12-31', null, null,
    'fixture', 'w1', 'CC0', true,
    ST_Multi(ST_Transform(ST_Segmentize(ST_MakeEnvelope(477900, 3346900, 478200, 3347200, 4549), 20), 4326))),
  -- A height limit over the east quarter of A: 2,500 m².
  (6, 'heritage_control', '建控地带', 'Control zone', 'refer', 12, '已公布', '2020-01-01', null, '文物局', '文件三',
    'fixture', 'c1', 'CC0', true,
    ST_Multi(ST_Transform(ST_Segmentize(ST_MakeEnvelope(478075, 3346900, 478300, 3347200, 4549), 20), 4326)));

-- Surveys: farmland and both heritage kinds in the whole first town, the red line in the west half of A and all
-- east of it but 20 m, flood lines where B's west half is. The others are unknown.
insert into coverages (id, layer, kind, name, surveyed_on, surveyed_by, document, since, source, source_id, licence,
  synthetic, geom)
select n, 'control_lines', kind, kind || '范围', '2022-10-01', '测绘院', '范围文件', '2010-01-01', 'fixture', 'v' || n, 'CC0', true,
  ST_Multi(ST_Transform(ST_Segmentize(ST_MakeEnvelope(west, 3346000, east, 3348000, 4549), 20), 4326))
from (values
  (1, 'permanent_basic_farmland', 477000, 479000), (2, 'heritage_protection', 477000, 479000),
  (3, 'heritage_control', 477000, 479000), (4, 'ecological_redline', 477000, 478050),
  (5, 'ecological_redline', 478049.5, 479000), (6, 'flood', 477000, 478650)
) as v (n, kind, west, east);

-- A straight greenway of 1,000 m in two segments, eastwards.
insert into greenways (id, name, name_en, operator, length_m, surface, loop, source, source_id, licence, synthetic, geom)
values
  (1, '青山湖环湖绿道', 'Qingshan Lake loop greenway', '临安区', 1000, 'asphalt', false, 'fixture', 'g1', 'CC0', true,
    ST_Multi(ST_Transform(ST_SetSRID(ST_MakeLine(array[
      ST_MakePoint(478000, 3346500), ST_MakePoint(478600, 3346500), ST_MakePoint(479000, 3346500)]), 4549), 4326)));
insert into greenway_segments (greenway_id, ordinal, name, length_m, surface, source, source_id, licence, synthetic, geom)
values
  (1, 1, '一段', 600, 'asphalt', 'fixture', 's1', 'CC0', true,
    ST_Transform(ST_SetSRID(ST_MakeLine(ST_MakePoint(478000, 3346500), ST_MakePoint(478600, 3346500)), 4549), 4326)),
  (1, 2, '二段', 400, 'boardwalk', 'fixture', 's2', 'CC0', true,
    ST_Transform(ST_SetSRID(ST_MakeLine(ST_MakePoint(478600, 3346500), ST_MakePoint(479000, 3346500)), 4549), 4326));

-- Two toilets and a shelter within 100 m of it, one toilet at 101 m.
insert into facilities (kind, name, source, source_id, licence, synthetic, geom)
select kind, name, 'fixture', source_id, 'CC0', true, ST_Transform(ST_SetSRID(ST_MakePoint(x, y), 4549), 4326)
from (values
  ('toilet', '公厕一', 'p1', 478100, 3346500), ('toilet', '公厕二', 'p2', 478200, 3346599),
  ('shelter', '亭', 'p3', 478950, 3346450), ('toilet', '远处公厕', 'p4', 478500, 3346601)
) as f (kind, name, source_id, x, y);

-- 250 waters of 20 m, in a row from west to east, for three pages of 100.
insert into water (kind, name, name_en, area_m2, source, source_id, licence, synthetic, geom)
select
  case when n % 2 = 0 then 'pond' else 'lake' end, '塘' || n, 'Pond ' || n, 400, 'fixture', 'w' || n, 'CC0', true,
  ST_Multi(ST_MakeEnvelope(119.7 + n * 0.0005, 30.24, 119.7002 + n * 0.0005, 30.2402, 4326))
from generate_series(1, 250) as n;

insert into patrol_zones (id, code, name, name_en, area_m2, greenway_length_m, source, source_id, licence, synthetic, geom)
values
  (1, 'Z1', '一区', 'Zone 1', 4000000, 1000, 'fixture', 'z1', 'CC0', true,
    ST_Multi(ST_Transform(ST_Segmentize(ST_MakeEnvelope(477000, 3346000, 479000, 3348000, 4549), 20), 4326))),
  (2, 'Z2', '二区', 'Zone 2', 4000000, 0, 'fixture', 'z2', 'CC0', true,
    ST_Multi(ST_Transform(ST_Segmentize(ST_MakeEnvelope(470000, 3346000, 472000, 3348000, 4549), 20), 4326)));

insert into units (id, code, name, state, zone_code, members, vehicle, phone, skills, position_at, source, source_id, licence, synthetic, geom)
values
  (1, 'U1', '一组', 'available', 'Z1', 5, '巡逻车', '0571 0000 1001', '{救援,执法}', '2026-03-01T08:00:00+08', 'fixture', 'u1', 'CC0', true,
    ST_SetSRID(ST_MakePoint(119.77, 30.24), 4326)),
  (2, 'U2', '二组', 'on_scene', 'Z1', 5, null, null, '{}', null, 'fixture', 'u2', 'CC0', true,
    ST_SetSRID(ST_MakePoint(119.78, 30.24), 4326));

-- Of the four incidents of these 30 days in Z1, one meets every standard, one misses all, one is open and
-- overdue, one came a minute ago and is still in time. The fifth is older than 30 days.
insert into incidents (id, number, kind, state, channel, zone_code, received_at, routed_at, arrived_at, fed_back_at, closed_at,
  source, source_id, licence, synthetic, geom)
select right(number, 1)::bigint, number, kind, state, 'call_110', 'Z1', now() - ago, now() - ago + routed, now() - ago + arrived,
  now() - ago + fed_back, now() - ago + closed, 'fixture', number, 'CC0', true,
  ST_SetSRID(ST_MakePoint(119.77 + lon, 30.24), 4326)
from (values
  ('I1', 'littering', 'closed', interval '3 days', interval '2 min', interval '8 min', interval '20 min', interval '1 hour', 0.001),
  ('I2', 'injury', 'closed', interval '2 days', interval '6 min', interval '15 min', interval '40 min', interval '1 hour', 0.002),
  ('I3', 'littering', 'received', interval '1 day', null, null, null, null, 0.003),
  ('I4', 'open_fire', 'received', interval '1 minute', null, null, null, null, 0.004),
  ('I5', 'littering', 'closed', interval '40 days', interval '2 min', interval '8 min', interval '20 min', interval '1 hour', 0.005)
) as i (number, kind, state, ago, routed, arrived, fed_back, closed, lon);

insert into places (kind, name, name_en, pinyin, pinyin_initials, importance, layer, feature_id,
  west, south, east, north, source, source_id, licence, synthetic, geom)
select kind, name, name_en, pinyin, initials, importance, layer, feature_id, lon - 0.01, lat - 0.01, lon + 0.01, lat + 0.01,
  'fixture', pinyin || lon, 'CC0', true, ST_SetSRID(ST_MakePoint(lon, lat), 4326)
from (values
  ('water', '青山湖', 'Qingshan Lake', 'qingshanhu', 'qsh', 0.6, 'water', 1, 119.77, 30.24),
  ('area', '青山湖街道', 'Qingshanhu Sub-district', 'qingshanhujiedao', 'qshjd', 0.6, 'administrative_areas', 1, 119.78, 30.25),
  ('greenway', '青山湖环湖绿道', 'Qingshan Lake loop greenway', 'qingshanhuhuanhulvdao', 'qshhhld', 0.7, 'greenways', 1, 119.76, 30.24),
  ('greenway', '西溪沿山慢行道', 'Xixi hillside slow way', 'xixiyanshanmanxingdao', 'xxysmxd', 0.6, 'greenways', 2, 120.07, 30.25),
  ('water', '西湖', 'West Lake', 'xihu', 'xh', 0.9, 'water', 2, 120.14, 30.25),
  ('road', '环湖路', 'Huanhu Road', 'huanhulu', 'hhl', 0.2, 'roads', 1, 119.775, 30.242),
  ('road', '环湖路', 'Huanhu Road', 'huanhulu', 'hhl', 0.2, 'roads', 2, 120.12, 30.25),
  ('facility', '100%果汁_店', 'Juice \ bar', 'guozhidian', 'gzd', 0.1, 'facilities', 1, 119.75, 30.24)
) as p (kind, name, name_en, pinyin, initials, importance, layer, feature_id, lon, lat);
