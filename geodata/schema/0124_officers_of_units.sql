-- Up Migration
-- Officers act for their own unit (unit_members): they take its steps and leave directing to leads.

-- Returns the id of an account of a patrol role by its name, whatever its case; null without one.
create function patrol_account(named text) returns bigint language sql stable
security definer set search_path = public, pg_temp as $$
  select id from accounts
  where lower(name) = lower(btrim(named)) and disabled_at is null and exists (
    select from account_roles where account = accounts.id and role in ('officer', 'lead', 'admin')
  )
$$;

-- Returns the name by which an account signs in; null without one.
create function patrol_account_name(account bigint) returns text language sql stable
security definer set search_path = public, pg_temp as $$
  select name from accounts where id = account
$$;

-- Returns whether the viewer acts for a unit: a member for the own unit only, and an account that is in no unit
-- for units whose roster names no accounts.
create function acts_for_unit(unit text) returns boolean language sql stable
security definer set search_path = public, pg_temp as $$
  select coalesce(
    (select own.unit_code = unit from unit_members as own where own.account_id = viewer_account()),
    not exists (select from unit_members as other where other.unit_code = unit and other.account_id is not null)
  )
$$;

-- Returns whether an officer may append an event: notes and photos to each incident in sight, steps of the own
-- work for the own unit.
create function officer_may_append(incident bigint, event_type text, unit text) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
  select case
    when event_type in ('noted', 'photo_added') then true
    when event_type in ('accepted', 'arrived') then acts_for_unit(unit)
    when event_type in ('resolved', 'fed_back') then exists (
      select from incident_units as sent
      where sent.incident_id = incident and sent.released_at is null and acts_for_unit(sent.unit_code)
    )
    else false
  end
$$;

revoke execute on function patrol_account, patrol_account_name, acts_for_unit, officer_may_append from public;
grant execute on function acts_for_unit, officer_may_append to shuangxi_officer, shuangxi_officer_limited;
grant execute on function patrol_account, patrol_account_name to shuangxi_lead, shuangxi_lead_limited;

drop policy appending on incident_events;
drop policy appending_in_zones on incident_events;
create policy appending on incident_events for insert to shuangxi_officer
  with check (officer_may_append(incident_id, type, unit_code));
create policy appending_in_zones on incident_events for insert to shuangxi_officer_limited
  with check (officer_may_append(incident_id, type, unit_code) and exists (
    select from incidents as i where i.id = incident_id and i.zone_code = any ((select allowed_zones())::text[])
  ));
create policy directing on incident_events for insert to shuangxi_lead with check (true);
create policy directing_in_zones on incident_events for insert to shuangxi_lead_limited
  with check (exists (
    select from incidents as i where i.id = incident_id and i.zone_code = any ((select allowed_zones())::text[])
  ));
