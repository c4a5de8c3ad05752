-- Fills measures that the source does not have: plane areas in EPSG:4549 (CGCS2000, 120° E) and
-- geodesic lengths. $1, $2: JSON arrays of the layers with area_m2 and with length_m.
update import_features
set properties = properties || case
  when $1::text::jsonb ? layer then jsonb_build_object('area_m2', ST_Area(ST_Transform(geom, 4549)))
  else jsonb_build_object('length_m', ST_Length(geom::geography))
end
where ($1::text::jsonb ? layer and properties ->> 'area_m2' is null)
  or ($2::text::jsonb ? layer and properties ->> 'length_m' is null)
