-- Roads and paths (道路与小径): each class from the zoom where it is distinguishable. Short pieces are
-- kept, because a road would have gaps without them.
select
  road.id, road.class, road.name, road.name_en, road.ref, road.surface,
  road.oneway, road.bridge, road.tunnel, road.level, road.synthetic,
  case when tile.z < 14 then ST_Simplify(road.geom_3857, tile.unit * 4) else road.geom_3857 end as geom
from roads as road, tile
where road.geom_3857 && tile.margin
  and tile.z >= case
    when road.class in ('motorway', 'trunk') then 8
    when road.class in ('primary', 'rail') then 9
    when road.class in ('secondary', 'metro') then 10
    when road.class = 'tertiary' then 11
    when road.class in ('residential', 'pedestrian') then 12
    when road.class in ('path', 'footway', 'cycleway', 'track') then 13
    else 14
  end
