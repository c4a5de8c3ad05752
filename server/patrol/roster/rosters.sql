-- Units with rules, readiness, members and shifts of a period. $1, $2: from, to; $3: id of a unit, or null for
-- all. __name__, __account__: columns with the names of members and their accounts, which only leads may read.
select
  unit.id::float8 as id, unit.code, unit.name, unit.name_en, unit.zone_code, unit.state,
  json_build_object(
    'crew_minimum', ready.crew_minimum, 'turn_out_s', ready.turn_out_s,
    'rest_after_min', coalesce(rules.rest_after_min, 240), 'check_in_min', ready.check_in_min
  ) as rules,
  json_build_object(
    'on_shift', ready.on_shift, 'rostered', ready.rostered, 'shift_ends_at', ready.shift_ends_at,
    'crew_present', ready.crew_present, 'resting', ready.resting, 'rest_due_at', ready.rest_due_at,
    'skills', ready.skills,
    'checked_in_at', (select max(at) from unit_check_ins where unit_id = unit.id and member_id is null)
  ) as readiness,
  coalesce((
    select json_agg(json_build_object(
      'id', member.id::float8, 'account_id', member.account_id::float8, 'name', __name__,
      'account', __account__, 'force', member.force,
      'skills', member.skills, 'present', said.kind is distinct from 'absent'
    ) order by member.force, member.id)
    from unit_members as member
    left join lateral (
      select kind
      from unit_check_ins
      where unit_id = unit.id and member_id = member.id
        and at >= coalesce(ready.shift_starts_at, now() - interval '12 hours')
      order by at desc, server_at desc
      limit 1
    ) as said on true
    where member.unit_id = unit.id
  ), '[]') as members,
  coalesce((
    select json_agg(json_build_object(
      'id', id::float8, 'uid', uid, 'starts_at', starts_at, 'ends_at', ends_at, 'summary', summary
    ) order by starts_at)
    from unit_shifts
    where unit_id = unit.id and ends_at > $1::timestamptz and starts_at < $2::timestamptz
  ), '[]') as shifts
from units as unit
join unit_readiness as ready on ready.unit_id = unit.id
left join unit_duty_rules as rules on rules.unit_id = unit.id
where $3::bigint is null or unit.id = $3
order by unit.code
