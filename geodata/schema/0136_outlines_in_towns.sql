-- Up Migration
-- Planners who are limited to towns check outlines, too: they have files, and jobs of outlines only, because an
-- import replaces a whole source, also outside their towns.
create policy own_limited on files to shuangxi_planner_limited
  using (account = coalesce((select viewer_account()), 0))
  with check (account = coalesce((select viewer_account()), 0));
create policy own_limited on jobs to shuangxi_planner_limited
  using (account = coalesce((select viewer_account()), 0))
  with check (account = coalesce((select viewer_account()), 0) and kind in ('outline-read', 'outline-check'));
create policy own_limited on outline_sets to shuangxi_planner_limited
  using (account is not distinct from (select viewer_account()))
  with check (account is not distinct from (select viewer_account()));
create policy own_limited on outline_results to shuangxi_planner_limited
  using (exists (select from outline_sets as owned where owned.id = set_id))
  with check (exists (select from outline_sets as owned where owned.id = set_id));
grant select, delete, insert (id, kind, name, media_type, bytes, expires_at), update (received) on files
  to shuangxi_planner_limited;
grant select, insert (kind, input), update (cancel_requested) on jobs to shuangxi_planner_limited;
grant select, delete, insert (name, source, candidates, system, outlines, findings, expires_at),
  update (system, outlines, findings, placed) on outline_sets to shuangxi_planner_limited;
grant select, insert, update, delete on outline_results to shuangxi_planner_limited;
