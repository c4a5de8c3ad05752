-- Inserts a reported incident; a trigger begins its log. $1: number; $2: kind; $3: channel; $4: priority;
-- $5: words; $6: received at; $7, $8: longitude and latitude; $9: source; $10: source id; $11: licence. The zone is
-- the one that contains the point, among those that the viewer sees.
with place as (select ST_SetSRID(ST_MakePoint($7::float8, $8::float8), 4326) as geom)
insert into incidents (number, kind, channel, priority, words, received_at, zone_code, source, source_id, licence,
  synthetic, geom)
select $1::text, $2::text, $3::text, $4::smallint, $5::text, $6::timestamptz, (
    select z.code from patrol_zones as z where ST_Intersects(z.geom, place.geom) order by z.area_m2, z.code limit 1
  ), $9::text, $10::text, $11::text, false, place.geom
from place
returning id::float8 as id
