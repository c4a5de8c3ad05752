-- Up Migration
-- Access rights (访问权限): roles of the database, with grants and row-level security on every table. The server
-- only says who asks, by `set role` and the settings `shuangxi.account`, `.zones`, `.towns` and `.address`;
-- see geodata/access/viewer.ts. Row-level security is forced, so that it applies to the owner too: the login
-- user, which migrates, imports and runs jobs, has a policy `system` everywhere.
--
-- Roles without limits have constant policies, which the planner removes, so their query plans do not change.
-- A limited role, `…_limited`, sees only rows of its zones or towns. Access without any grant fails with
-- SQLSTATE 42501.

-- Roles belong to the cluster, several of whose databases may be migrated at once: the second one waits for
-- the first and uses its roles. The login user must be able to switch to each role.
do $$
declare
  place record;
  missing text;
  tries integer := 0;
begin
  for place in
    select position, 'shuangxi_' || name as name, parents
    from (values
      (1, 'public', '{}'::text[]),
      (2, 'officer', '{public}'), (3, 'officer_limited', '{public}'),
      (4, 'lead', '{officer}'), (5, 'lead_limited', '{officer_limited}'),
      (6, 'planner', '{public}'), (7, 'planner_limited', '{public}'),
      (8, 'admin', '{lead,planner}')
    ) as basic (position, name, parents)
    union all
    select 9, 'shuangxi_' || patrol || '_' || planning, array[patrol, planning]
    from unnest('{officer,officer_limited,lead,lead_limited}'::text[]) as patrol,
      unnest('{planner,planner_limited}'::text[]) as planning
    order by position
  loop
    loop
      begin
        if not exists (select from pg_roles where rolname = place.name) then
          execute format('create role %I nologin', place.name);
        end if;
        for missing in
          select 'shuangxi_' || parent
          from unnest(place.parents) as parent
          where not exists (
            select from pg_auth_members
            where roleid = ('shuangxi_' || parent)::regrole and member = place.name::regrole)
        loop
          execute format('grant %I to %I', missing, place.name);
        end loop;
        if not (select rolsuper from pg_roles where rolname = current_user) and not pg_has_role(place.name,
          case when current_setting('server_version_num')::integer >= 160000 then 'SET' else 'MEMBER' end)
        then
          execute format('grant %I to %I', place.name, current_user);
        end if;
        exit;
      exception
        when duplicate_object or unique_violation or internal_error then
          -- Another session created it at the same time.
          tries := tries + 1;
          if tries > 100 then raise; end if;
        when insufficient_privilege then
          raise insufficient_privilege using
            message = format('%s may not make the role %s or switch to it', current_user, place.name),
            hint = format('Give %1$I the attribute CREATEROLE, or let a superuser run: grant %2$I to %1$I.',
              current_user, place.name);
      end;
    end loop;
  end loop;
end
$$;

-- Only these roles may use the schema, and none of them may create objects in it.
grant usage on schema public to shuangxi_public;
revoke create on schema public from public;

-- Closes a table: only its owner, the system, sees its rows, until policies and grants open it to others.
-- Every migration calls it for every table it adds.
create function secure_table(closed regclass) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', closed);
  execute format('alter table %s force row level security', closed);
  execute format('create policy system on %s to %I using (true) with check (true)', closed,
    (select pg_get_userbyid(relowner) from pg_class where oid = closed));
end
$$;

-- The limits of the viewer; null allows nothing. A policy uses `zone_code = any ((select
-- allowed_zones())::text[])`, which is evaluated once per query.
create function allowed_zones() returns text[] language sql stable parallel safe as $$
  select nullif(current_setting('shuangxi.zones', true), '')::text[]
$$;
create function allowed_towns() returns text[] language sql stable parallel safe as $$
  select nullif(current_setting('shuangxi.towns', true), '')::text[]
$$;
-- Null for the public and the system.
create function viewer_account() returns bigint language sql stable parallel safe as $$
  select nullif(current_setting('shuangxi.account', true), '')::bigint
$$;

-- Returns whether a position (EPSG:4326) is in the viewer's towns, with a tolerance of some ten metres.
create function in_allowed_towns(place geometry) returns boolean language sql stable as $$
  select coalesce(ST_CoveredBy(place, (
    select ST_Buffer(ST_Union(geom), 0.0001) from administrative_areas where code = any (allowed_towns())
  )), false)
$$;

-- Everyone may read these, and administrators may write them.
do $$
declare
  name text;
begin
  foreach name in array array[
    'administrative_areas', 'land_cover', 'water', 'waterways', 'roads', 'buildings', 'places', 'greenways',
    'greenway_segments', 'facilities', 'entrances', 'parcels', 'control_lines', 'terrain_sources', 'terrain_tiles'
  ]
  loop
    perform secure_table(name::regclass);
    execute format('create policy reading on %I for select to shuangxi_public using (true)', name);
    execute format('grant select on %I to shuangxi_public', name);
    execute format('create policy administration on %I to shuangxi_admin using (true) with check (true)', name);
    execute format('grant insert, update, delete on %I to shuangxi_admin', name);
  end loop;
  -- Planners may write these, in their towns if they are limited.
  foreach name in array array['greenways', 'greenway_segments', 'facilities', 'entrances', 'control_lines']
  loop
    execute format('create policy planning on %I to shuangxi_planner using (true) with check (true)', name);
    execute format('create policy planning_in_towns on %I to shuangxi_planner_limited
      using (in_allowed_towns(geom)) with check (in_allowed_towns(geom))', name);
  end loop;
  foreach name in array array[
    'greenways', 'greenway_segments', 'facilities', 'entrances', 'control_lines', 'parcels'
  ]
  loop
    execute format('grant insert, update, delete on %I to shuangxi_planner, shuangxi_planner_limited', name);
  end loop;
end
$$;
create policy planning on parcels to shuangxi_planner using (true) with check (true);
-- A parcel belongs to the town in its row, and a new or moved one must be inside it. Parcels that do not move
-- are not checked, because outlines of towns are less exact than parcels.
create policy planning_in_towns on parcels to shuangxi_planner_limited
  using (town_code = any ((select allowed_towns())::text[]))
  with check (town_code = any ((select allowed_towns())::text[]));
create function refuse_place_outside_towns() returns trigger language plpgsql as $$
begin
  if allowed_towns() is not null and not in_allowed_towns(new.geom) then
    raise insufficient_privilege using message = 'the place lies outside the towns of this viewer';
  end if;
  return new;
end
$$;
create trigger refuse_new_place before insert on parcels
  for each row when (current_setting('shuangxi.towns', true) <> '')
  execute function refuse_place_outside_towns();
create trigger refuse_other_place before update of geom on parcels
  for each row when (current_setting('shuangxi.towns', true) <> '' and old.geom is distinct from new.geom)
  execute function refuse_place_outside_towns();

-- Names for the search are updated after planners' changes. They are public everywhere, and all names of a
-- source are derived together, so limits of towns do not apply.
create policy following on places to shuangxi_planner, shuangxi_planner_limited
  using (layer in ('greenways', 'greenway_segments', 'facilities', 'entrances'))
  with check (layer in ('greenways', 'greenway_segments', 'facilities', 'entrances'));
grant insert, update, delete on places to shuangxi_planner, shuangxi_planner_limited;

-- Patrol data: nothing for the public and for planners.
select secure_table(name::regclass) from unnest(array['patrol_zones', 'units', 'incidents']) as name;
create index on incidents (zone_code);
grant select on patrol_zones, units, incidents to shuangxi_officer, shuangxi_officer_limited;
grant insert, update, delete on incidents to shuangxi_officer, shuangxi_officer_limited;
grant insert, update, delete on patrol_zones, units to shuangxi_lead, shuangxi_lead_limited;
create policy patrolling on incidents to shuangxi_officer using (true) with check (true);
create policy patrolling_in_zones on incidents to shuangxi_officer_limited
  using (zone_code = any ((select allowed_zones())::text[]))
  with check (zone_code = any ((select allowed_zones())::text[]));
create policy patrolling on units for select to shuangxi_officer using (true);
create policy patrolling_in_zones on units for select to shuangxi_officer_limited
  using (zone_code = any ((select allowed_zones())::text[]));
create policy dispatching on units to shuangxi_lead using (true) with check (true);
create policy dispatching_in_zones on units to shuangxi_lead_limited
  using (zone_code = any ((select allowed_zones())::text[]))
  with check (zone_code = any ((select allowed_zones())::text[]));
create policy patrolling on patrol_zones for select to shuangxi_officer using (true);
create policy patrolling_in_zones on patrol_zones for select to shuangxi_officer_limited
  using (code = any ((select allowed_zones())::text[]));
create policy dispatching on patrol_zones to shuangxi_lead using (true) with check (true);
create policy dispatching_in_zones on patrol_zones to shuangxi_lead_limited
  using (code = any ((select allowed_zones())::text[]))
  with check (code = any ((select allowed_zones())::text[]));

-- Names of zones were in the public search.
delete from places where layer in ('patrol_zones', 'units', 'incidents') or kind = 'zone';

-- Idempotency keys belong to an account.
alter table feature_creations add column account bigint not null default coalesce(viewer_account(), 0);
alter table feature_creations drop constraint feature_creations_pkey;
alter table feature_creations add primary key (account, role, layer, key);
select secure_table('feature_creations');
create policy own on feature_creations
  to shuangxi_officer, shuangxi_officer_limited, shuangxi_planner, shuangxi_planner_limited
  using (account = coalesce((select viewer_account()), 0))
  with check (account = coalesce((select viewer_account()), 0));
grant select, insert, update, delete on feature_creations
  to shuangxi_officer, shuangxi_officer_limited, shuangxi_planner, shuangxi_planner_limited;

-- Everyone may read the credits of imports: the sources of the map.
select secure_table('imports');
create policy credits on imports for select to shuangxi_public using (true);
grant select (id, source, licence, synthetic) on imports to shuangxi_public;

-- Only patrol roles see overviews of patrol layers. Limited roles do not see that they exist, and so read
-- rows.
alter table overview_layers add column visibility text not null default 'public'
  check (visibility in ('public', 'patrol'));
update overview_layers set visibility = 'patrol', version = null where layer in ('patrol_zones', 'incidents');
update overview_layers set version = null where layer = 'places';
delete from tile_overviews where layer in ('patrol_zones', 'incidents', 'places');
delete from overview_grids where layer in ('patrol_zones', 'incidents', 'places');
do $$
declare
  name text;
begin
  foreach name in array array['overview_layers', 'tile_overviews'] loop
    perform secure_table(name::regclass);
    execute format('create policy reading on %I for select to shuangxi_public using (visibility = ''public'')', name);
    execute format('create policy patrolling on %I for select to shuangxi_officer
      using (visibility in (''public'', ''patrol''))', name);
    execute format('grant select on %I to shuangxi_public', name);
  end loop;
end
$$;

-- Tables for the system only. Everyone may read which tiles of their layers are queued, because these are
-- read from the rows.
select secure_table(name::regclass) from unnest(array[
  'overview_grids', 'overview_queue', 'tile_changes', 'tile_changes_forgotten', 'tile_changes_log', 'migrations'
]) as name;

create policy reading on overview_queue for select to shuangxi_public
  using (exists (select from overview_layers as state where state.layer = overview_queue.layer));
grant select (layer, z, x, y) on overview_queue to shuangxi_public;

-- Triggers write as the system, whoever made the change.
alter function queue_overviews() security definer;
alter function queue_overviews() set search_path = public, pg_temp;
alter function log_tile_changes() security definer;
alter function log_tile_changes() set search_path = public, pg_temp;

-- With a conditional policy, the planner may use an index only by leakproof operators. The comparison of
-- boxes reveals nothing, but only a superuser may declare it leakproof. Otherwise limited roles' queries use
-- the index of zones.
do $$
declare
  compared regprocedure;
begin
  for compared in
    select distinct oprcode::oid::regprocedure
    from pg_operator
    where oprname in ('&&', '~', '@') and oprleft = 'geometry'::regtype and oprright = 'geometry'::regtype
  loop
    execute format('alter function %s leakproof', compared);
  end loop;
exception
  when insufficient_privilege then null;
end
$$;
