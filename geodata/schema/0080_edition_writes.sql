-- Up Migration
-- Writes of programs without If-Match (编辑批次): the version of a feature after each write, by the edition that
-- the program opened (server/features/edit/edition.ts). Later writes delete rows older than a week.
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
