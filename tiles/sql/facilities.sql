-- Facilities (设施): destinations first, then services for visitors, then benches and similar.
select
  facility.id, facility.kind, facility.name, facility.name_en, facility.synthetic,
  facility.geom_3857 as geom
from facilities as facility, tile
where facility.geom_3857 && tile.margin
  and tile.z >= case
    -- Kinds that the greenway desk filters by are in all tiles; the style thins them.
    when facility.kind in ('attraction', 'museum', 'temple', 'park', 'viewpoint', 'metro_station',
      'service_station', 'hospital', 'toilet', 'drinking_water', 'car_park', 'bicycle_hire') then 12
    when facility.kind in ('first_aid', 'police_post', 'information', 'shelter', 'defibrillator',
      'picnic_site', 'playground') then 13
    when facility.kind in ('bench', 'shop', 'bus_stop') then 15
    else 14
  end
