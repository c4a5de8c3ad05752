-- Up Migration
-- The events of the live stream of patrols (实时推送), sent by NOTIFY on `patrol` at the commit:
--   {"k": "unit", "units": [{id, code, zone, state, at, lon, lat, accuracy, heading}, …]}, as they are now;
--   {"k": "incident", "id": 7, "zones": ["Z1"]} and {"k": "alarm", "id": 7, "zones": ["Z1"]}.
-- `zones` are the codes of the zones whose officers get the event: the zone before and the zone now; null for a
-- row without a zone, whose events officers with limits do not get.

create function announce_units() returns trigger language plpgsql as $$
declare
  payload text;
begin
  if current_setting('shuangxi.bulk', true) = 'on' then return null; end if;
  for payload in
    -- A payload holds up to 8,000 bytes.
    select json_build_object('k', 'unit', 'units', json_agg(told order by number))::text
    from (
      select row_number() over () as number, json_build_object(
        'id', now_row.id::float8, 'code', now_row.code,
        'zone', now_row.zone_code,
        -- Viewers who saw it before are told that it left.
        'left', case when was_row.zone_code is distinct from now_row.zone_code then was_row.zone_code end,
        'state', now_row.state,
        'at', to_char(now_row.position_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'lon', round(ST_X(now_row.geom)::numeric, 6)::float8, 'lat', round(ST_Y(now_row.geom)::numeric, 6)::float8,
        'accuracy', now_row.accuracy_m, 'heading', now_row.heading
      ) as told
      from new_rows as now_row
      join old_rows as was_row on was_row.id = now_row.id
      where (was_row.code, was_row.zone_code, was_row.state, was_row.position_at, was_row.accuracy_m, was_row.heading)
          is distinct from (now_row.code, now_row.zone_code, now_row.state, now_row.position_at,
            now_row.accuracy_m, now_row.heading)
        or not was_row.geom ~= now_row.geom
    ) as row
    group by number / 20
  loop
    perform pg_notify('patrol', payload);
  end loop;
  return null;
end
$$;
create trigger announce_moved_units after update on units
  referencing old table as old_rows new table as new_rows
  for each statement execute function announce_units();

-- New and deleted units: their viewers read the list again.
create function announce_unit_list() returns trigger language plpgsql as $$
begin
  perform pg_notify('patrol', '{"k":"units"}');
  return null;
end
$$;
create trigger announce_unit_list after insert or delete on units
  for each statement execute function announce_unit_list();
