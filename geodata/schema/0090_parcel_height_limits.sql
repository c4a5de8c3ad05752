-- Up Migration
-- Height limits of control lines on parcels, kept up to date by triggers, so that tables can filter parcels
-- by verdict without intersecting geometries on each request.

-- Share of a parcel's plane area that a line covers, in percent; null if there are slivers only. Areas and
-- slivers as in server/planning/control-lines.sql.
create function covered_percent(parcel geometry, line geometry) returns double precision
language sql stable parallel safe as $$
  select sum(ST_Area(piece.geom)) filter (
    where ST_Area(piece.geom) >= 1.0 and not ST_IsEmpty(ST_Buffer(piece.geom, -0.4999))
  ) * 100 / nullif(ST_Area(plane.parcel), 0)
  from (
    select
      ST_MakeValid(ST_Transform(ST_Segmentize(parcel, 0.0005), 4549)) as parcel,
      ST_MakeValid(ST_Transform(
        ST_Segmentize(
          ST_CollectionExtract(ST_MakeValid(ST_ClipByBox2D(line, ST_Expand(parcel, 0.001))), 3),
          0.0005
        ),
        4549
      )) as line
  ) as plane
  cross join lateral ST_Dump(ST_CollectionExtract(ST_Intersection(plane.parcel, plane.line), 3)) as piece
  group by plane.parcel
$$;

create table parcel_height_limits (
  parcel_id bigint not null,
  line_id bigint not null,
  percent double precision not null,
  primary key (parcel_id, line_id)
);
create index on parcel_height_limits (line_id);

-- The few lines that limit heights.
create index control_lines_with_heights on control_lines using gist (geom) where height_limit_m is not null;

create function follow_parcel_heights() returns trigger language plpgsql
security definer set search_path = public, pg_temp as $$
begin
  if tg_op <> 'INSERT' then
    delete from parcel_height_limits as h using old_rows where h.parcel_id = old_rows.id;
  end if;
  if tg_op <> 'DELETE' then
    insert into parcel_height_limits (parcel_id, line_id, percent)
    select p.id, c.id, covered.percent
    from new_rows as p
    join control_lines as c
      on c.height_limit_m is not null and c.geom && p.geom and ST_Intersects(c.geom, p.geom)
    cross join lateral (select covered_percent(p.geom, c.geom) as percent) as covered
    where covered.percent is not null;
  end if;
  return null;
end
$$;

create function follow_line_heights() returns trigger language plpgsql
security definer set search_path = public, pg_temp as $$
begin
  if tg_op <> 'INSERT' then
    delete from parcel_height_limits as h using old_rows where h.line_id = old_rows.id;
  end if;
  if tg_op <> 'DELETE' then
    insert into parcel_height_limits (parcel_id, line_id, percent)
    select p.id, c.id, covered.percent
    from new_rows as c
    join parcels as p on c.height_limit_m is not null and c.geom && p.geom and ST_Intersects(c.geom, p.geom)
    cross join lateral (select covered_percent(p.geom, c.geom) as percent) as covered
    where covered.percent is not null;
  end if;
  return null;
end
$$;

create function forget_parcel_heights() returns trigger language plpgsql
security definer set search_path = public, pg_temp as $$
begin
  delete from parcel_height_limits;
  return null;
end
$$;

create trigger heights_insert after insert on parcels referencing new table as new_rows
  for each statement execute function follow_parcel_heights();
create trigger heights_update after update on parcels referencing old table as old_rows new table as new_rows
  for each statement execute function follow_parcel_heights();
create trigger heights_delete after delete on parcels referencing old table as old_rows
  for each statement execute function follow_parcel_heights();
create trigger heights_truncate after truncate on parcels
  for each statement execute function forget_parcel_heights();
create trigger heights_insert after insert on control_lines referencing new table as new_rows
  for each statement execute function follow_line_heights();
create trigger heights_update after update on control_lines
  referencing old table as old_rows new table as new_rows
  for each statement execute function follow_line_heights();
create trigger heights_delete after delete on control_lines referencing old table as old_rows
  for each statement execute function follow_line_heights();
create trigger heights_truncate after truncate on control_lines
  for each statement execute function forget_parcel_heights();

insert into parcel_height_limits (parcel_id, line_id, percent)
select p.id, c.id, covered.percent
from control_lines as c
join parcels as p on c.height_limit_m is not null and c.geom && p.geom and ST_Intersects(c.geom, p.geom)
cross join lateral (select covered_percent(p.geom, c.geom) as percent) as covered
where covered.percent is not null;

select secure_table('parcel_height_limits');
grant select on parcel_height_limits to shuangxi_public;
create policy reading on parcel_height_limits for select to shuangxi_public using (true);

-- Filters and sort orders of the table of parcels.
create index on parcels (area_m2, id);
create index on parcels (town_code);
create index on parcels (state);
