-- Up Migration
-- When a clock of 51030 began to run: at the receipt, or where a closed incident was taken up again; by a
-- setting at the stage before, if that was reached. The rule is geodata/model/patrol/clocks.ts.
create function clock_start(
  received_at timestamptz, reopened_at timestamptz, stage_before timestamptz, from_previous boolean
) returns timestamptz language sql immutable parallel safe as $$
  select case when from_previous then coalesce(stage_before, reopened_at, received_at)
    else coalesce(reopened_at, received_at) end
$$;
