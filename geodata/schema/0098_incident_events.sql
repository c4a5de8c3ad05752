-- Up Migration
-- Orders, checks and applies events of incidents. The lock of the incident's row serialises its events. A refused
-- event raises SQLSTATE SX409 (not possible in this state) or SX422 (wrong unit or incident named), with the
-- reason as JSON in the error's detail.

create function refuse_event(state text, reason text, named text default null) returns void
language plpgsql as $$
begin
  raise exception using
    errcode = case when reason = 'step' then 'SX409' else 'SX422' end,
    message = format('an event was refused: %s', reason),
    detail = jsonb_build_object('reason', reason, 'state', state, 'named', named);
end
$$;

-- Returns the time that counts: the device's, corrected by its clock's error when it sent the event, at most
-- a day old, not later than the server's, and for a change of state not before the previous one.
create function counted_time(at timestamptz, sent_at timestamptz, server_at timestamptz, not_before timestamptz)
returns timestamptz language sql immutable as $$
  select least(server_at, greatest(
    at + case
      when abs(extract(epoch from server_at - sent_at)) > 2 then server_at - sent_at
      else interval '0'
    end,
    server_at - interval '1 day', not_before
  ))
$$;

-- Checks the units named in an event, each {code, lead}, with one lead.
create function check_event_units(incident incidents, units jsonb) returns void language plpgsql as $$
declare
  unknown text;
begin
  if jsonb_typeof(units) is distinct from 'array' or jsonb_array_length(units) = 0 then
    perform refuse_event(incident.state, 'no_units');
  end if;
  select unit ->> 'code' into unknown
  from jsonb_array_elements(units) as unit
  where not exists (select from units where code = unit ->> 'code')
  limit 1;
  if found then perform refuse_event(incident.state, 'unknown_unit', unknown); end if;
end
$$;

-- Returns the unit that acts: the named one, or the lead; null if the incident has none.
create function acting_unit(incident incidents, named text) returns incident_units language plpgsql as $$
declare
  unit incident_units;
begin
  select * into unit
  from incident_units
  where incident_id = incident.id and released_at is null and (named is null or unit_code = named)
  order by lead desc, sent_at
  limit 1;
  if named is not null and unit.unit_code is null then perform refuse_event(incident.state, 'unit_not_sent', named); end if;
  return unit;
end
$$;

create function order_incident_event() returns trigger language plpgsql
security definer set search_path = public, pg_temp as $$
declare
  incident incidents;
  step incident_steps;
  unit incident_units;
begin
  -- Logs of inserted incidents are written as a whole.
  if pg_trigger_depth() > 1 then return new; end if;
  select * into incident from incidents where id = new.incident_id for update;
  if not found then perform refuse_event(null, 'unknown_incident', new.incident_id::text); end if;
  new.account_id := coalesce(viewer_account(), new.account_id);
  new.server_at := clock_timestamp();
  select coalesce(max(ordinal), 0) + 1 into new.ordinal from incident_events where incident_id = new.incident_id;

  if new.type = 'corrected' and viewer_account() is null then
    new.from_state := incident.state;
    new.to_state := new.details -> 'course' ->> 'state';
    new.counted_at := new.server_at;
    return new;
  end if;
  select * into step from incident_steps where type = new.type and from_state = incident.state;
  if not found then perform refuse_event(incident.state, 'step'); end if;
  if new.type in ('accepted', 'arrived', 'unit_released') then
    unit := acting_unit(incident, new.unit_code);
    new.unit_code := unit.unit_code;
    if new.type = 'unit_released' and unit.unit_code is null
      or step.by_unit and (unit.unit_code is null
        or new.type = 'accepted' and coalesce(unit.accepted_at, unit.arrived_at) is not null
        or new.type = 'arrived' and unit.arrived_at is not null)
    then
      perform refuse_event(incident.state, 'step');
    end if;
  elsif new.type in ('routed', 'rerouted', 'units_added') then
    perform check_event_units(incident, new.details -> 'units');
  elsif new.type = 'merged' then
    perform from incidents
    where id = (new.details ->> 'into')::bigint and id <> new.incident_id
      and state not in ('closed', 'cancelled', 'merged')
    for update;
    if not found then perform refuse_event(incident.state, 'merge_target', new.details ->> 'into'); end if;
  elsif new.type = 'alarm_raised' and (new.details ->> 'level')::integer <= incident.alarm_level then
    perform refuse_event(incident.state, 'alarm_level', incident.alarm_level::text);
  end if;

  new.from_state := incident.state;
  new.to_state := coalesce(step.to_state, incident.state);
  if new.type = 'unmerged' then
    select from_state into new.to_state
    from incident_events where incident_id = new.incident_id and type = 'merged' order by ordinal desc limit 1;
  end if;
  new.counted_at := counted_time(new.at, new.sent_at, new.server_at, case
    when new.to_state = new.from_state then incident.received_at
    else greatest(incident.received_at, incident.routed_at, incident.accepted_at, incident.arrived_at,
      incident.resolved_at, incident.fed_back_at, incident.closed_at, incident.reopened_at)
  end);
  return new;
end
$$;
create trigger order_event before insert on incident_events for each row execute function order_incident_event();

-- Sends units to an incident, also those that were there before.
create function send_units(incident bigint, units jsonb, at timestamptz) returns void language sql as $$
  insert into incident_units (incident_id, unit_code, lead, sent_at)
  select incident, unit ->> 'code', coalesce((unit ->> 'lead')::boolean, false), at
  from jsonb_array_elements(units) as unit
  on conflict (incident_id, unit_code) do update
  set lead = excluded.lead, sent_at = excluded.sent_at, accepted_at = null, arrived_at = null, released_at = null
$$;

create function apply_event_to_units(event incident_events) returns void language plpgsql as $$
begin
  if event.type in ('accepted', 'arrived') then
    update incident_units
    set accepted_at = case when event.type = 'accepted' then event.counted_at else accepted_at end,
      arrived_at = case when event.type = 'arrived' then event.counted_at else arrived_at end
    where incident_id = event.incident_id and unit_code = event.unit_code;
  elsif event.type in ('rerouted', 'fed_back', 'closed', 'cancelled', 'merged', 'reopened') then
    update incident_units set released_at = event.counted_at
    where incident_id = event.incident_id and released_at is null;
  elsif event.type = 'unit_released' then
    update incident_units set released_at = event.counted_at, lead = false
    where incident_id = event.incident_id and unit_code = event.unit_code;
  elsif event.type = 'unmerged' then
    -- The units that the merge released.
    update incident_units set released_at = null
    where incident_id = event.incident_id and event.to_state <> 'fed_back' and released_at = (
      select counted_at from incident_events
      where incident_id = event.incident_id and type = 'merged' order by ordinal desc limit 1
    );
  end if;
  if event.type in ('routed', 'rerouted', 'units_added') then
    if exists (select from jsonb_array_elements(event.details -> 'units') as unit where (unit ->> 'lead')::boolean) then
      update incident_units set lead = false where incident_id = event.incident_id and lead;
    end if;
    perform send_units(event.incident_id, event.details -> 'units', event.counted_at);
  end if;
  -- The units at an incident always have one lead.
  if event.type in ('routed', 'rerouted', 'units_added', 'unit_released') and not exists (
    select from incident_units where incident_id = event.incident_id and lead and released_at is null
  ) then
    update incident_units set lead = true
    where incident_id = event.incident_id and unit_code = (
      select unit_code from incident_units
      where incident_id = event.incident_id and released_at is null order by sent_at, unit_code limit 1
    );
  end if;
end
$$;

-- Gives an incident the times in an import, unless somebody has worked on it here.
create function correct_course(incident bigint, course jsonb) returns void language plpgsql as $$
declare
  given incidents := jsonb_populate_record(null::incidents, course);
begin
  update incidents
  set (state, unit_code, received_at, routed_at, accepted_at, arrived_at, resolved_at, fed_back_at, closed_at) = (
    given.state, given.unit_code, given.received_at, given.routed_at, given.accepted_at, given.arrived_at,
    given.resolved_at, given.fed_back_at, given.closed_at)
  where id = incident;
  delete from incident_units where incident_id = incident;
  insert into incident_units (incident_id, unit_code, lead, sent_at, accepted_at, arrived_at, released_at)
  select incident, given.unit_code, true, coalesce(given.routed_at, given.received_at), given.accepted_at,
    given.arrived_at, coalesce(given.fed_back_at, given.closed_at,
      case when given.state in ('fed_back', 'closed', 'cancelled') then given.received_at end)
  where given.unit_code is not null;
end
$$;

-- Tells of the tiles that show an incident, whose state has changed and nothing else: counts of low zooms stay.
create function announce_incident_tiles(incident bigint) returns void language plpgsql as $$
declare
  row incidents;
begin
  select * into row from incidents where id = incident;
  insert into overview_queue (layer, z, x, y)
  select 'incidents', tile.z, tile.x, tile.y
  from overview_layers as state, overview_tiles_of(row.geom_3857::box2d, 2000, state.highest) as tile
  where state.layer = 'incidents' and tile.z > 12;
  if found then perform pg_notify('overviews', ''); end if;
  perform pg_notify('tiles', json_build_object(
    'layer', 'incidents',
    'boxes', json_build_array(array[floor(ST_X(row.geom_3857))::integer, floor(ST_Y(row.geom_3857))::integer,
      ceil(ST_X(row.geom_3857))::integer, ceil(ST_Y(row.geom_3857))::integer]),
    'limits', to_json(array_remove(array[row.zone_code], null))
  )::text);
end
$$;

-- The general triggers take several times as long as an event itself.
drop trigger announce_update on incidents;
create trigger announce_update after update on incidents referencing old table as old_rows new table as new_rows
  for each statement when (current_setting('shuangxi.event', true) is distinct from 'on')
  execute function announce_change();
drop trigger overview_update on incidents;
create trigger overview_update after update on incidents referencing old table as old_rows new table as new_rows
  for each statement when (current_setting('shuangxi.event', true) is distinct from 'on')
  execute function queue_overviews();

create function apply_incident_event() returns trigger language plpgsql
security definer set search_path = public, pg_temp as $$
declare
  zone text;
begin
  if pg_trigger_depth() > 1 then return null; end if;
  if new.type in ('noted', 'photo_added') then
    perform announce_incident(id, zone_code) from incidents where id = new.incident_id;
    return null;
  end if;
  if new.type = 'corrected' then
    perform correct_course(new.incident_id, new.details -> 'course');
    perform announce_incident(id, zone_code) from incidents where id = new.incident_id;
    return null;
  end if;
  perform apply_event_to_units(new);
  perform set_config('shuangxi.event', 'on', true);
  update incidents as i
  set state = new.to_state,
    routed_at = case when new.type = 'reopened' then null when new.type = 'routed' then coalesce(i.routed_at, new.counted_at) else i.routed_at end,
    accepted_at = case when new.type in ('reopened', 'rerouted') then null when new.type = 'accepted' then coalesce(i.accepted_at, new.counted_at) else i.accepted_at end,
    arrived_at = case when new.type = 'reopened' then null when new.type = 'arrived' then coalesce(i.arrived_at, new.counted_at) else i.arrived_at end,
    resolved_at = case when new.type = 'reopened' then null when new.type = 'resolved' then new.counted_at else i.resolved_at end,
    fed_back_at = case when new.type = 'reopened' then null when new.type = 'fed_back' then new.counted_at else i.fed_back_at end,
    closed_at = case when new.type in ('reopened', 'unmerged') then null when new.type in ('closed', 'cancelled', 'merged') then new.counted_at else i.closed_at end,
    reopened_at = case when new.type = 'reopened' then new.counted_at else i.reopened_at end,
    priority = case when new.type = 'priority_changed' then (new.details ->> 'priority')::smallint else i.priority end,
    alarm_level = case when new.type = 'alarm_raised' then (new.details ->> 'level')::smallint else i.alarm_level end,
    merged_into = case new.type when 'merged' then (new.details ->> 'into')::bigint when 'unmerged' then null else i.merged_into end,
    unit_code = case
      when new.type = 'reopened' then null
      when new.type in ('routed', 'rerouted', 'units_added', 'unit_released') then coalesce((
        select unit_code from incident_units where incident_id = i.id and lead and released_at is null limit 1
      ), i.unit_code)
      else i.unit_code
    end
  where i.id = new.incident_id
  returning i.zone_code into zone;
  perform set_config('shuangxi.event', '', true);
  if new.to_state <> new.from_state then perform announce_incident_tiles(new.incident_id); end if;
  perform announce_incident(new.incident_id, zone);
  return null;
end
$$;
create trigger apply_event after insert on incident_events for each row execute function apply_incident_event();

-- Appends an event to an incident that the viewer sees, once per key. Returns no row if the viewer sees no
-- such incident. `replayed`: this account has already sent this key, for an event of `type`, perhaps of
-- another incident.
create function append_incident_event(
  incident bigint, event_key uuid, event_type text, event_at timestamptz, event_sent_at timestamptz,
  unit text, event_details jsonb
) returns table (id bigint, incident_id bigint, type text, replayed boolean) language plpgsql as $$
#variable_conflict use_column
begin
  perform from incidents as i where i.id = incident for update;
  if not found then return; end if;
  return query
    select e.id, e.incident_id, e.type, true from incident_events as e
    where coalesce(e.account_id, 0) = coalesce(viewer_account(), 0) and e.key = event_key;
  if found then return; end if;
  return query
    insert into incident_events as e (incident_id, key, type, at, sent_at, unit_code, details)
    values (incident, event_key, event_type, event_at, event_sent_at, unit, event_details)
    returning e.id, e.incident_id, e.type, false;
end
$$;

-- Returns the name of an account as shown to colleagues: who did something to an incident.
create function colleague_name(account bigint) returns text language sql stable
security definer set search_path = public, pg_temp as $$
  select coalesce(title, name) from accounts where id = account
$$;
revoke execute on function colleague_name from public;
grant execute on function colleague_name to shuangxi_officer, shuangxi_officer_limited;
