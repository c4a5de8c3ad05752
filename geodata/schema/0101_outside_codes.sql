-- Up Migration
-- Codes of other systems for kinds of incidents (外部编码), such as those of GB/T 30428.2 or 四平台: data that an
-- operator imports, each with its version and source. A code without a kind came with a report and has not been
-- mapped yet.
create table outside_codes (
  id bigint generated always as identity primary key,
  scheme text not null check (length(scheme) between 1 and 60),
  code text not null check (length(code) between 1 and 60),
  name text,
  kind text,
  version text,
  source text,
  first_seen_at timestamptz not null default now(),
  -- The number of reports with it.
  seen integer not null default 0,
  unique (scheme, code)
);
select secure_table('outside_codes');
grant select on outside_codes to shuangxi_officer, shuangxi_officer_limited;
grant insert, update, delete on outside_codes to shuangxi_admin;
create policy reading on outside_codes for select to shuangxi_officer, shuangxi_officer_limited using (true);
create policy administration on outside_codes to shuangxi_admin using (true) with check (true);
select audit_changes_of('outside_codes');
