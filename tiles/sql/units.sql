-- Patrol units (巡查单元) at their current positions.
select
  unit.id, unit.code, unit.name, unit.name_en, unit.state, unit.zone_code, unit.heading, unit.synthetic,
  unit.geom_3857 as geom
from units as unit, tile
where unit.geom_3857 && tile.margin
