-- Up Migration
-- The log of incidents (事件日志): rows of incident_events, which are added and never changed. Triggers derive
-- the state, the times of the stages and the units of an incident from these rows in the same transaction;
-- nothing else writes them. geodata/model/patrol/incident-log.ts has the same rule; a test compares both.

alter table incidents
  add column accepted_at timestamptz,
  add column resolved_at timestamptz,
  -- The clocks restart here when a closed incident is reopened.
  add column reopened_at timestamptz,
  -- 1 is the most urgent.
  add column priority smallint not null default 3 check (priority between 1 and 3),
  add column alarm_level smallint not null default 1 check (alarm_level between 1 and 5),
  -- The reported text.
  add column words text,
  add column merged_into bigint references incidents (id) on delete set null,
  alter column state set default 'received';
create index on incidents (merged_into) where merged_into is not null;

-- The state before each event, and the state after it; null if the state does not change. `by_unit`: only by
-- a unit that was sent and has not done this yet.
create table incident_steps (
  type text not null,
  from_state text not null,
  to_state text,
  by_unit boolean not null default false,
  primary key (type, from_state)
);
insert into incident_steps (type, from_state, to_state, by_unit)
select type, from_state, to_state, false
from (values
  ('routed', '{received}'::text[], 'routed'),
  ('rerouted', '{routed,accepted,arrived}', 'routed'),
  ('accepted', '{routed}', 'accepted'),
  ('arrived', '{routed,accepted}', 'arrived'),
  ('resolved', '{arrived}', 'resolved'),
  ('fed_back', '{arrived,resolved}', 'fed_back'),
  ('closed', '{fed_back}', 'closed'),
  ('reopened', '{closed,cancelled}', 'received'),
  ('cancelled', '{received,routed,accepted,arrived}', 'cancelled'),
  ('merged', '{received,routed,accepted,arrived,resolved,fed_back}', 'merged'),
  -- Back to the state before the merge.
  ('unmerged', '{merged}', null),
  ('units_added', '{routed,accepted,arrived,resolved}', null),
  ('unit_released', '{routed,accepted,arrived,resolved}', null),
  ('alarm_raised', '{received,routed,accepted,arrived,resolved}', null),
  ('priority_changed', '{received,routed,accepted,arrived,resolved}', null),
  ('noted', '{received,routed,accepted,arrived,resolved,fed_back,closed,cancelled,merged}', null),
  ('photo_added', '{received,routed,accepted,arrived,resolved,fed_back,closed,cancelled,merged}', null)
) as step (type, from_states, to_state), unnest(from_states) as from_state
union all
select type, from_state, null, true
from (values ('accepted', '{accepted,arrived,resolved}'::text[]), ('arrived', '{arrived,resolved}'))
  as step (type, from_states), unnest(from_states) as from_state;

create table incident_events (
  id bigint generated always as identity primary key,
  incident_id bigint not null references incidents (id) on delete cascade,
  -- The order of an incident's events, assigned while its row is locked.
  ordinal integer not null,
  -- Identifies the event when it is sent again; unique per account or system.
  key uuid,
  type text not null,
  -- By the sender's clock, and the time of that clock when the event was sent.
  at timestamptz not null,
  sent_at timestamptz,
  server_at timestamptz not null default clock_timestamp(),
  -- The time that counts for the clocks.
  counted_at timestamptz not null,
  -- Null for the platform.
  account_id bigint,
  unit_code text,
  from_state text,
  to_state text not null,
  details jsonb not null default '{}',
  unique (incident_id, ordinal)
);
create unique index on incident_events (coalesce(account_id, 0), key) where key is not null;

create table incident_units (
  incident_id bigint not null references incidents (id) on delete cascade,
  unit_code text not null,
  lead boolean not null,
  sent_at timestamptz not null,
  accepted_at timestamptz,
  arrived_at timestamptz,
  released_at timestamptz,
  primary key (incident_id, unit_code)
);
create index on incident_units (unit_code) where released_at is null;

-- Announces at the commit that an incident has changed; bulk changes are announced by layer.
create function announce_incident(incident bigint, zone text) returns void language sql as $$
  select pg_notify('patrol', jsonb_build_object(
    'k', 'incident', 'id', incident, 'zones', to_jsonb(array_remove(array[zone], null))
  )::text)
  where current_setting('shuangxi.bulk', true) is distinct from 'on'
$$;

-- Writes the log of incidents that are inserted with times of their stages: from the sample, imports and
-- older versions. An import may skip stages, and may not know the time of one; `details` says so. Updates the
-- rows from the log. One new incident may have the key, account and times of the event in the setting
-- `shuangxi.intake`, as JSON.
create function log_courses(ids bigint[]) returns void language plpgsql as $$
declare
  intake jsonb := nullif(current_setting('shuangxi.intake', true), '');
begin
  with stage as (
    select i.id, s.type, coalesce(s.at, latest.at) as at, s.at is null as time_unknown, s.rank,
      i.unit_code, i.priority
    from incidents as i
    cross join lateral (
      select greatest(i.received_at, i.routed_at, i.accepted_at, i.arrived_at, i.resolved_at, i.fed_back_at,
        i.closed_at) as at
    ) as latest
    cross join lateral (values
      ('received', i.received_at, 1, true),
      ('routed', i.routed_at, 2, i.unit_code is not null),
      ('accepted', i.accepted_at, 3, false),
      ('arrived', i.arrived_at, 4, false),
      ('resolved', i.resolved_at, 5, false),
      ('fed_back', i.fed_back_at, 6, false),
      (case when i.state = 'cancelled' then 'cancelled' else 'closed' end, i.closed_at, 7, false)
    ) as s (type, at, rank, is_implied)
    where i.id = any (ids) and (s.at is not null or s.is_implied or s.type = i.state)
  )
  insert into incident_events (
    incident_id, ordinal, key, type, at, sent_at, counted_at, account_id, unit_code, from_state, to_state, details
  )
  select id, row_number() over course, case when rank = 1 then (intake ->> 'key')::uuid end, type,
    case when rank = 1 then coalesce((intake ->> 'at')::timestamptz, at) else at end,
    case when rank = 1 then (intake ->> 'sent_at')::timestamptz end, at,
    coalesce(viewer_account(), (intake ->> 'account')::bigint), case when rank in (3, 4) then unit_code end,
    lag(type) over course, type,
    case when rank = 1 and priority <> 3 then jsonb_build_object('priority', priority) else '{}'::jsonb end
      || case when rank = 1 then coalesce(intake -> 'details', '{}'::jsonb) else '{}'::jsonb end
      || case when rank = 2 and unit_code is not null
        then jsonb_build_object('units', jsonb_build_array(jsonb_build_object('code', unit_code, 'lead', true)))
        else '{}'::jsonb end
      || case when time_unknown then '{"time_unknown": true}'::jsonb else '{}'::jsonb end
      || case when count(*) over (partition by id) > 1 then '{"imported": true}'::jsonb else '{}'::jsonb end
  from stage
  window course as (partition by id order by rank);

  insert into incident_units (incident_id, unit_code, lead, sent_at, accepted_at, arrived_at, released_at)
  select id, unit_code, true, coalesce(routed_at, received_at), accepted_at, arrived_at,
    coalesce(fed_back_at, closed_at, case when state in ('fed_back', 'closed', 'cancelled') then received_at end)
  from incidents
  where id = any (ids) and unit_code is not null;

  update incidents as i
  set state = last.type
  from (
    select distinct on (incident_id) incident_id, type
    from incident_events
    where incident_id = any (ids)
    order by incident_id, ordinal desc
  ) as last
  where i.id = last.incident_id and i.state <> last.type;
end
$$;

-- For databases with incidents.
do $$
begin
  perform set_config('shuangxi.bulk', 'on', true);
  perform log_courses(array(select id from incidents));
  perform set_config('shuangxi.bulk', '', true);
end
$$;

create function log_new_incidents() returns trigger language plpgsql
security definer set search_path = public, pg_temp as $$
begin
  perform log_courses(array(select id from new_rows));
  perform announce_incident(id, zone_code) from new_rows;
  return null;
end
$$;
create trigger log_new after insert on incidents referencing new table as new_rows
  for each statement execute function log_new_incidents();

-- The receipt time is optional for an incident written by hand. An import must give it: its rows may be years
-- old.
create function receive_now() returns trigger language plpgsql as $$
begin
  if current_setting('shuangxi.bulk', true) is distinct from 'on' then new.received_at := now(); end if;
  return new;
end
$$;
create trigger receive_now before insert on incidents for each row
  when (new.received_at is null) execute function receive_now();

-- Statements of the functions below run within a trigger; all others are refused.
create function refuse_derived_change() returns trigger language plpgsql as $$
begin
  if pg_trigger_depth() > 1 then return new; end if;
  raise insufficient_privilege using
    message = 'the state, times and units of an incident follow from incident_events';
end
$$;
create trigger refuse_derived before update on incidents for each row
  when (old.state is distinct from new.state
    or old.unit_code is distinct from new.unit_code
    or old.received_at is distinct from new.received_at
    or old.routed_at is distinct from new.routed_at
    or old.accepted_at is distinct from new.accepted_at
    or old.arrived_at is distinct from new.arrived_at
    or old.resolved_at is distinct from new.resolved_at
    or old.fed_back_at is distinct from new.fed_back_at
    or old.closed_at is distinct from new.closed_at
    or old.reopened_at is distinct from new.reopened_at
    or old.priority is distinct from new.priority
    or old.alarm_level is distinct from new.alarm_level
    or old.merged_into is distinct from new.merged_into)
  execute function refuse_derived_change();

create function refuse_log_change() returns trigger language plpgsql as $$
begin
  -- Events are deleted only with their incident, when a source is removed.
  if tg_op = 'DELETE' and pg_trigger_depth() > 1 then return null; end if;
  raise insufficient_privilege using message = 'the log of incidents can only be added to';
end
$$;
create trigger refuse before update or delete or truncate on incident_events
  for each statement execute function refuse_log_change();
alter table incident_events enable always trigger refuse;

-- Announces a changed place, kind or text, which is not an event.
create function announce_incident_edit() returns trigger language plpgsql as $$
begin
  perform announce_incident(new.id, zone) from unnest(array[old.zone_code, new.zone_code]) as zone group by zone;
  return null;
end
$$;
create trigger announce_edit after update of number, kind, channel, words, zone_code, geom on incidents
  for each row execute function announce_incident_edit();

select secure_table(name::regclass) from unnest(array['incident_steps', 'incident_events', 'incident_units']) as name;
grant select on incident_events, incident_units to shuangxi_officer, shuangxi_officer_limited;
grant insert (incident_id, key, type, at, sent_at, unit_code, details) on incident_events
  to shuangxi_officer, shuangxi_officer_limited;
do $$
declare
  name text;
begin
  foreach name in array array['incident_events', 'incident_units'] loop
    execute format('create policy patrolling on %I for select to shuangxi_officer using (true)', name);
    execute format('create policy patrolling_in_zones on %I for select to shuangxi_officer_limited
      using (exists (select from incidents as i where i.id = incident_id
        and i.zone_code = any ((select allowed_zones())::text[])))', name);
  end loop;
end
$$;
create policy appending on incident_events for insert to shuangxi_officer with check (true);
create policy appending_in_zones on incident_events for insert to shuangxi_officer_limited
  with check (exists (
    select from incidents as i where i.id = incident_id and i.zone_code = any ((select allowed_zones())::text[])
  ));

-- Viewers write the place, kind and text of an incident; incidents are cancelled, not deleted.
revoke insert, update, delete on incidents from shuangxi_officer, shuangxi_officer_limited;
grant insert (id, number, kind, channel, zone_code, priority, words, received_at, source, source_id, licence,
  synthetic, geom) on incidents to shuangxi_officer, shuangxi_officer_limited;
grant update (number, kind, channel, zone_code, words, source, source_id, licence, synthetic, geom) on incidents
  to shuangxi_officer, shuangxi_officer_limited;
