-- Returns the versions of a feature ($1) of a layer ($2), the latest first: when they held, who began them and
-- why, and for a deleted feature who deleted it and why.
select since, until, begun_by, begun_for, deleted, deleted_by, deleted_for
from (
  select
    t.version_since as since, null::timestamptz as until, __begun__ as begun_by, t.version_for as begun_for,
    false as deleted, null::text as deleted_by, null::text as deleted_for
  from __table__ as t
  where t.id = $1::bigint
  union all
  select
    v.since, v.until, __past_begun__, v.begun_for, v.ending = 'delete',
    case when v.ending = 'delete' then __past_ended__ end, case when v.ending = 'delete' then v.ended_for end
  from feature_versions as v
  where v.layer = $2 and v.feature_id = $1::bigint
) as version
order by since desc
limit 200
