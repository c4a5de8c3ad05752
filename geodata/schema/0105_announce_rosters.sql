-- Up Migration
-- Announces new, deleted and changed units and rosters, only to their zones: {"k": "units", "zones": ["Z1"]}.

drop trigger announce_unit_list on units;
drop function announce_unit_list();

create function announce_unit_list() returns trigger language plpgsql
security definer set search_path = public, pg_temp as $$
declare
  zones json;
begin
  if tg_table_name = 'units' then
    select json_agg(distinct zone_code) into zones from changed;
  else
    execute 'select json_agg(distinct zone_code) from units where id in (select unit_id from changed)' into zones;
  end if;
  if zones is not null then
    perform pg_notify('patrol', json_build_object('k', 'units', 'zones', zones)::text);
  end if;
  return null;
end
$$;

do $$
declare
  name text;
begin
  foreach name in array array['units', 'unit_members', 'unit_shifts', 'unit_check_ins', 'unit_duty_rules'] loop
    execute format('create trigger announce_added_%1$s after insert on %1$s referencing new table as changed
      for each statement execute function announce_unit_list()', name);
    execute format('create trigger announce_deleted_%1$s after delete on %1$s referencing old table as changed
      for each statement execute function announce_unit_list()', name);
  end loop;
  foreach name in array array['unit_members', 'unit_shifts', 'unit_duty_rules'] loop
    execute format('create trigger announce_changed_%1$s after update on %1$s referencing new table as changed
      for each statement execute function announce_unit_list()', name);
  end loop;
end
$$;
