-- Versions of the server and of its PostGIS, as major * 100 + minor.
with postgis as (
  select string_to_array(split_part(postgis_lib_version(), '-', 1), '.') as parts
)
select
  current_setting('server_version_num')::integer / 10000 as postgresql,
  parts[1]::integer * 100 + parts[2]::integer as postgis
from postgis
