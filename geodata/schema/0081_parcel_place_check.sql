-- Up Migration
-- Limited planners may move parcels only within their towns. The trigger function, not the trigger's
-- condition, compares the geometries: pg_restore creates triggers with an empty search path, in which `is
-- distinct from` does not find the operator `=` of geometries, so that the trigger was lost.
create or replace function refuse_place_outside_towns() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if old.geom is not distinct from new.geom then return new; end if;
  end if;
  if allowed_towns() is not null and not in_allowed_towns(new.geom) then
    raise insufficient_privilege using message = 'the place lies outside the towns of this viewer';
  end if;
  return new;
end
$$;
-- A database restored from an older dump does not have the trigger.
drop trigger if exists refuse_other_place on parcels;
create trigger refuse_other_place before update of geom on parcels
  for each row when (current_setting('shuangxi.towns', true) <> '')
  execute function refuse_place_outside_towns();
