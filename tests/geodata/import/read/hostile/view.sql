-- The source of endless.gpkg.gz and many.gpkg.gz for sqlite3; $LIMIT is empty for the first, " limit 400000"
-- for the second.
pragma application_id = 1196444487;
pragma user_version = 10300;
create table gpkg_spatial_ref_sys (srs_name, srs_id integer primary key, organization, organization_coordsys_id integer, definition, description);
insert into gpkg_spatial_ref_sys values ('WGS 84', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4326"]]', null);
create table gpkg_contents (table_name text primary key, data_type, identifier text, description, last_change, min_x, min_y, max_x, max_y, srs_id);
insert into gpkg_contents values ('rows', 'features', 'rows', '', null, 119, 30, 120, 31, 4326);
create table gpkg_geometry_columns (table_name, column_name, geometry_type_name, srs_id, z, m);
insert into gpkg_geometry_columns values ('rows', 'geom', 'POINT', 4326, 0, 0);
create view rows as with recursive n (i) as (select 1 union all select i + 1 from n$LIMIT) select i as OGC_FID, x'47500001e610000001010000000000000000c05d400000000000003e40' as geom, printf('%.900c', 'x') as note from n;
