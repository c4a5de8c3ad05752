-- Up Migration
-- Control lines in parts of at most 64 corners, kept by triggers in the transaction of each change. A red line of a
-- county has many thousands of corners: an outline that touches it is compared with the few parts around it.
create table control_line_parts (
  line_id bigint not null,
  geom geometry(Polygon, 4326) not null
);

create function follow_line_parts() returns trigger language plpgsql
security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'TRUNCATE' then
    delete from control_line_parts;
    return null;
  end if;
  if tg_op <> 'INSERT' then
    delete from control_line_parts as p using old_rows where p.line_id = old_rows.id;
  end if;
  if tg_op <> 'DELETE' then
    insert into control_line_parts (line_id, geom)
    select c.id, part.geom
    from new_rows as c
    cross join lateral ST_Subdivide(c.geom, 64) as piece
    cross join lateral ST_Dump(piece) as part
    where ST_Dimension(part.geom) = 2;
  end if;
  return null;
end
$$;

create trigger parts_insert after insert on control_lines referencing new table as new_rows
  for each statement execute function follow_line_parts();
create trigger parts_update after update on control_lines
  referencing old table as old_rows new table as new_rows
  for each statement execute function follow_line_parts();
create trigger parts_delete after delete on control_lines referencing old table as old_rows
  for each statement execute function follow_line_parts();
create trigger parts_truncate after truncate on control_lines
  for each statement execute function follow_line_parts();

insert into control_line_parts (line_id, geom)
select c.id, part.geom
from control_lines as c
cross join lateral ST_Subdivide(c.geom, 64) as piece
cross join lateral ST_Dump(piece) as part
where ST_Dimension(part.geom) = 2;

create index on control_line_parts using gist (geom);
create index on control_line_parts (line_id);

select secure_table('control_line_parts');
grant select on control_line_parts to shuangxi_public;
create policy reading on control_line_parts for select to shuangxi_public using (true);
