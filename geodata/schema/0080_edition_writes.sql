-- Up Migration
-- What was written by programs that send no If-Match (编辑批次): the version that each left of a feature,
-- by the edition it opened (server/features/edit/edition.ts). Rows older than a week are deleted by
-- later writes.
create table edition_writes (
  edition text not null,
  layer text not null,
  feature_id bigint not null,
  version text not null,
  account bigint not null default coalesce(viewer_account(), 0),
  written_at timestamptz not null default now(),
  primary key (edition, layer, feature_id, account)
);
create index on edition_writes (written_at);
select secure_table('edition_writes');
create policy own on edition_writes
  to shuangxi_officer, shuangxi_officer_limited, shuangxi_planner, shuangxi_planner_limited
  using (account = coalesce((select viewer_account()), 0))
  with check (account = coalesce((select viewer_account()), 0));
grant select, insert, update, delete on edition_writes
  to shuangxi_officer, shuangxi_officer_limited, shuangxi_planner, shuangxi_planner_limited;
