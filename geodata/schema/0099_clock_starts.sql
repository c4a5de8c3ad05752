-- Up Migration
-- Returns when a clock of 51030 started: at the receipt, or when a closed incident was reopened; by a setting at
-- the previous stage, if that was reached. geodata/model/patrol/clocks.ts has the same rule.
create function clock_start(
  received_at timestamptz, reopened_at timestamptz, stage_before timestamptz, from_previous boolean
) returns timestamptz language sql immutable parallel safe as $$
  select case when from_previous then coalesce(stage_before, reopened_at, received_at)
    else coalesce(reopened_at, received_at) end
$$;
