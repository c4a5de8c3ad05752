-- Facilities (设施): destinations first, then what visitors look for, benches and the like last.
select
  facility.id, facility.kind, facility.name, facility.name_en, facility.synthetic,
  facility.geom_3857 as geom
from facilities as facility, tile
where facility.geom_3857 && tile.margin
  and tile.z >= case
    when facility.kind in ('attraction', 'museum', 'temple', 'park', 'viewpoint', 'metro_station',
      'service_station', 'hospital') then 12
    when facility.kind in ('toilet', 'drinking_water', 'car_park', 'first_aid', 'police_post',
      'information', 'shelter', 'defibrillator', 'picnic_site', 'playground') then 13
    when facility.kind in ('bench', 'shop', 'bicycle_hire', 'bus_stop') then 15
    else 14
  end
