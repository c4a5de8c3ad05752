-- Plans (规划方案): below zoom 14 only those larger than a pixel, simplified to half a pixel. The table's
-- policies decide which states a reader sees.
select
  plan.id, plan.plan_code, plan.name, plan.name_en, plan.state, plan.land_use, plan.far, plan.synthetic,
  case when tile.z < 14 then ST_Simplify(plan.geom_3857, tile.unit * 4) else plan.geom_3857 end as geom
from plans as plan, tile
where plan.geom_3857 && tile.margin
  and (tile.z >= 14 or ST_Area(plan.geom_3857) > (tile.unit * 8) * (tile.unit * 8))
