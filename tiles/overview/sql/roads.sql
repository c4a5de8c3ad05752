-- Classes as in tiles/sql/roads.sql; names only where they are drawn, from zoom 12.5.
select null::bigint as id, road.class,
  case when tile.z = 12 and road.class in ('motorway', 'trunk', 'primary') then road.name end as name,
  case when tile.z = 12 and road.class in ('motorway', 'trunk', 'primary') then road.name_en end as name_en,
  case when road.class in ('motorway', 'trunk', 'primary') then road.ref end as ref,
  case when tile.z = 12 and road.bridge then true end as bridge,
  case when tile.z >= 10 and road.tunnel then true end as tunnel,
  road.synthetic, road.geom_3857 as geom
from roads as road, tile
where road.geom_3857 && tile.margin
  and tile.z >= case
    when road.class in ('motorway', 'trunk') then 8
    when road.class in ('primary', 'rail') then 9
    when road.class in ('secondary', 'metro') then 10
    when road.class = 'tertiary' then 11
    when road.class in ('residential', 'pedestrian') then 12
    else 13
  end
