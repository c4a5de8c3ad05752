-- Shifts and check-ins that decide whether units were on duty. $1: ids of units; $2, $3: begin and end of the period.
select
  unit.id::float8 as unit,
  exists (select from unit_shifts where unit_id = unit.id)
    or exists (select from unit_check_ins where unit_id = unit.id and kind in ('begin', 'end')) as rostered,
  coalesce((
    select json_agg(json_build_object(
      'startsAt', extract(epoch from starts_at) * 1000, 'endsAt', extract(epoch from ends_at) * 1000
    ))
    from unit_shifts
    where unit_id = unit.id and ends_at > $2::timestamptz - interval '48 hours' and starts_at <= $3::timestamptz
  ), '[]') as shifts,
  coalesce((
    select json_agg(json_build_object('kind', kind, 'at', extract(epoch from at) * 1000) order by at, server_at)
    from unit_check_ins
    where unit_id = unit.id and kind in ('begin', 'end')
      and at > $2::timestamptz - interval '48 hours' and at <= $3::timestamptz
  ), '[]') as "checkIns"
from units as unit
where unit.id = any ($1::bigint[])
