-- Up Migration
-- Open pages are told of roll calls and their answers, one notice for each statement and roll call.
create function announce_roll_calls() returns trigger language plpgsql
security definer set search_path = public, pg_temp as $$
begin
  perform pg_notify('patrol', json_build_object('k', 'roll_call', 'id', roll_call_id::float8,
    'zones', json_agg(distinct unit.zone_code))::text)
  from changed
  join units as unit on unit.id = changed.unit_id
  group by roll_call_id;
  return null;
end
$$;
create trigger announce_roll_calls after insert on roll_call_units
  referencing new table as changed for each statement execute function announce_roll_calls();
create trigger announce_answers after update on roll_call_units
  referencing new table as changed for each statement execute function announce_roll_calls();
