-- Says that a layer was surveyed in the whole extent of a source ($1) and its file ($2): one rectangle for each
-- kind of the source's rows. The marks are the table and the column of its kind. $3, $4: licence, synthetic.
insert into coverages (layer, kind, name, document, source, source_id, licence, synthetic, geom)
select
  '__table__', e.kind, $2, $2, $1, 'extent/' || coalesce(e.kind, ''), $3, $4::boolean,
  ST_Multi(ST_SetSRID(e.box::geometry, 4326))
from (
  select __kind__ as kind, ST_Extent(t.geom) as box from __table__ as t where t.source = $1 group by 1
) as e
on conflict (source, source_id) do update set geom = excluded.geom, name = excluded.name,
  document = excluded.document, licence = excluded.licence, synthetic = excluded.synthetic
