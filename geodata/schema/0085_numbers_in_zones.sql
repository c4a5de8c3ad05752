-- Up Migration
-- Nothing in an answer to a writer depends on rows that the writer may not see.

-- Numbers of incidents and codes of units are unique within a zone, so that a conflict is always with a
-- visible row.
alter table incidents drop constraint incidents_number_key;
create unique index incidents_number_key on incidents (number, coalesce(zone_code, ''));
alter table units drop constraint units_code_key;
create unique index units_code_key on units (code, coalesce(zone_code, ''));

-- Returns a free id for a new row of a layer with limited visibility: random, from 2^52 to 2^53 - 1, so that
-- ids do not reveal how many rows others added, and JavaScript reads them exactly. Runs as the system, which
-- sees all rows.
create function unguessable_id(layer regclass) returns bigint language plpgsql volatile
security definer set search_path = public, pg_temp as $$
declare
  candidate bigint;
  is_free boolean;
begin
  loop
    -- 52 bits: in a UUID, the version takes 4 bits after the first 48; the last 4 replace them.
    candidate := (1::bigint << 52) | (
      select ('x' || left(hex, 12) || right(hex, 1))::bit(52)::bigint
      from replace(gen_random_uuid()::text, '-', '') as hex
    );
    execute format('select not exists (select from %s where id = $1)', layer) into is_free using candidate;
    if is_free then return candidate; end if;
  end loop;
end
$$;

-- Assigns such ids to a layer's new rows. Call it for each layer whose rows not everyone sees.
create function hide_row_counts_of(layer regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s alter column id drop identity', layer);
  execute format('alter table %s alter column id set default unguessable_id(%L)', layer, layer);
end
$$;

select hide_row_counts_of(layer)
from unnest(array['patrol_zones', 'units', 'incidents', 'plans']::regclass[]) as layer;

-- As before (0082), with such ids for new patrol layers.
create or replace function open_layer_to_patrols(layer regclass, writers text) returns void language plpgsql as $$
declare
  in_zones constant text := 'zone_code = any ((select allowed_zones())::text[])';
begin
  execute format('grant select on %s to shuangxi_officer, shuangxi_officer_limited', layer);
  execute format('grant insert, update, delete on %1$s to shuangxi_%2$s, shuangxi_%2$s_limited', layer, writers);
  execute format('create policy patrolling on %s for select to shuangxi_officer using (true)', layer);
  execute format('create policy patrolling_in_zones on %s for select to shuangxi_officer_limited using (%s)',
    layer, in_zones);
  execute format('create policy dispatching on %s to shuangxi_%s using (true) with check (true)', layer, writers);
  execute format('create policy dispatching_in_zones on %1$s to shuangxi_%2$s_limited using (%3$s) with check (%3$s)',
    layer, writers, in_zones);
  execute format('create index on %s (zone_code)', layer);
  perform hide_row_counts_of(layer);
end
$$;
