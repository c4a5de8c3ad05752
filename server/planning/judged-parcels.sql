-- Chosen parcels with the verdict of each indicator as a bit: 1 over, 2 under, 4 contradictory, 8 check, 16
-- within, 32 unlimited, and 0 without a figure. `verdicts` joins them. The rule is that of
-- geodata/model/planning/indicators.ts; tests compare both.
select
  judged.*,
  far_verdict | building_density_verdict | green_ratio_verdict | height_verdict as verdicts
from (
  select
    t.*,
    limits.strictest as line_height_m,
    case
      when t.far is null then 0
      when t.far_min is null and t.far_max is null then 32
      when t.far_min > t.far_max + 1e-6 then 4
      when t.far > t.far_max + 1e-6 then 1
      when t.far_min > t.far + 1e-6 then 2
      else 16
    end as far_verdict,
    case
      when t.building_density is null then 0
      when t.building_density_max is null then 32
      when t.building_density > t.building_density_max + 1e-6 then 1
      else 16
    end as building_density_verdict,
    case
      when t.green_ratio is null then 0
      when t.green_ratio_min is null then 32
      when t.green_ratio_min > t.green_ratio + 1e-6 then 2
      else 16
    end as green_ratio_verdict,
    case
      when t.height_m is null then 0
      when t.height_m > least(t.height_max_m, limits.whole) + 1e-6 then 1
      when t.height_m > limits.strictest + 1e-6 then 8
      when t.height_max_m is null and limits.strictest is null then 32
      else 16
    end as height_verdict
  from __chosen__ as t
  -- The lowest limit of lines in force, and of those on the whole parcel, by the date in China.
  left join (
    select
      h.parcel_id,
      min(c.height_limit_m) as strictest,
      min(c.height_limit_m) filter (where h.percent >= 99.5) as whole
    from parcel_height_limits as h
    join control_lines as c on c.id = h.line_id
    cross join (select (now() at time zone 'Asia/Shanghai')::date as date) as today
    where coalesce(c.valid_from <= today.date, true) and coalesce(c.valid_to >= today.date, true)
    group by h.parcel_id
  ) as limits on limits.parcel_id = t.id
) as judged
