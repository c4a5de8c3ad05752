-- Says that a layer was surveyed in the whole extent of a source ($1) and its file ($2): one rectangle, stored for
-- each kind of the source's rows. The marks are the table and the column of its kind. $3, $4: licence, synthetic;
-- $5, $6: when and by whom it was surveyed. It replaces other coverages of the source.
with
kinds as (
  select distinct __kind__ as kind from __table__ as t where t.source = $1
),
gone as (
  delete from coverages as c
  where c.source = $1 and c.source_id not in (select 'extent/' || coalesce(kind, '') from kinds)
)
insert into coverages (
  layer, kind, name, document, surveyed_on, surveyed_by, source, source_id, licence, synthetic, geom
)
select
  '__table__', k.kind, $2, $2, $5::date, $6, $1, 'extent/' || coalesce(k.kind, ''), $3, $4::boolean,
  ST_Multi(ST_SetSRID(e.box::geometry, 4326))
from kinds as k, (select ST_Extent(t.geom) as box from __table__ as t where t.source = $1) as e
on conflict (source, source_id) do update set geom = excluded.geom, name = excluded.name,
  document = excluded.document, surveyed_on = excluded.surveyed_on, surveyed_by = excluded.surveyed_by,
  licence = excluded.licence, synthetic = excluded.synthetic
