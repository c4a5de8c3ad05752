-- Up Migration
-- Planners see who began and ended a version of a feature, by name.
grant execute on function colleague_name(bigint) to shuangxi_planner, shuangxi_planner_limited;
