-- Stored positions with which new positions of devices are compared. $1: JSON array of devices with their units and
-- the times of their first and last new position. Returns for each device: its last position, if all new ones are
-- newer; otherwise the positions between these times, one before and one after; and the last two with doubt `speed`.
select
  asked.device::float8 as device,
  case when device.last_at < asked.first
    then json_build_array(json_build_object(
      'at', extract(epoch from device.last_at) * 1000, 'lon', device.last_lon, 'lat', device.last_lat,
      'accuracyM', device.last_accuracy_m
    ))
    else coalesce((
      select json_agg(json_build_object(
        'at', extract(epoch from at) * 1000, 'lon', ST_X(geom), 'lat', ST_Y(geom), 'accuracyM', accuracy_m
      ))
      from (
        (select at, geom, accuracy_m
        from unit_positions
        where unit_id = asked.unit and device_id = asked.device
          and at < asked.first and at > asked.first - interval '1 day'
        order by at desc
        limit 1)
        union all
        select at, geom, accuracy_m
        from unit_positions
        where unit_id = asked.unit and device_id = asked.device and at between asked.first and asked.last
        union all
        (select at, geom, accuracy_m
        from unit_positions
        where unit_id = asked.unit and device_id = asked.device
          and at > asked.last and at < asked.last + interval '1 day'
        order by at
        limit 1)
      ) as around
    ), '[]')
  end as believed,
  coalesce((
    select json_agg(json_build_object(
      'at', extract(epoch from at) * 1000, 'lon', ST_X(geom), 'lat', ST_Y(geom), 'accuracyM', accuracy_m
    ))
    from (
      select at, geom, accuracy_m
      from position_quarantine
      where unit_id = asked.unit and device_id = asked.device and reason = 'speed'
        and at < asked.first and at > asked.first - interval '10 minutes'
      order by at desc
      limit 2
    ) as recent
  ), '[]') as doubted
from json_to_recordset($1::text::json) as asked (device bigint, unit bigint, first timestamptz, last timestamptz)
left join patrol_devices as device on device.id = asked.device
