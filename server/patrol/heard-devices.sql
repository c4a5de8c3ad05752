-- Stores the newest plausible position of devices. $1: JSON array with one position for each device.
update patrol_devices as device
set last_at = heard.at, last_lon = heard.lon, last_lat = heard.lat, last_accuracy_m = heard.accuracy_m
from json_to_recordset($1::text::json)
  as heard (device bigint, at timestamptz, lon float8, lat float8, accuracy_m float8)
where device.id = heard.device and (device.last_at is null or device.last_at < heard.at)
