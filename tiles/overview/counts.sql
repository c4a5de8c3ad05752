-- Incidents of one tile by cells of __cell__ units, with sums of positions in whole units, so that the
-- result does not depend on the order of rows.
select cell_row, cell_column, synthetic, count(*)::integer as count, sum(x)::float8 as x, sum(y)::float8 as y
from (
  select synthetic, x, y,
    floor(x / __cell__::numeric)::integer as cell_column, floor(y / __cell__::numeric)::integer as cell_row
  from (
    select incident.synthetic,
      floor((ST_X(incident.geom_3857) - tile.west) / tile.unit)::bigint as x,
      floor((tile.north - ST_Y(incident.geom_3857)) / tile.unit)::bigint as y
    from incidents as incident, tile
    where incident.geom_3857 && tile.box
  ) as place
  where x >= 0 and x < 4096 and y >= 0 and y < 4096
) as placed
group by cell_row, cell_column, synthetic
order by cell_row, cell_column, synthetic
