-- Up Migration
-- Earlier forms of control rules, because an extract tells the article of each concerned line, and an extract of
-- an earlier moment must tell it as it was. The rules of the first start hold for all earlier moments.
alter table control_rules add column recorded_at timestamptz not null default '-infinity';
alter table control_rules alter column recorded_at set default now();

-- What a rule was until it was changed or deleted.
create table control_rule_versions (like control_rules, ended_at timestamptz not null);
create index on control_rule_versions (kind, recorded_at);
select secure_table('control_rule_versions');
grant select on control_rule_versions to shuangxi_public;
create policy everyone on control_rule_versions for select to shuangxi_public using (true);

create function end_control_rule() returns trigger language plpgsql security definer
set search_path = public, pg_temp as $$
begin
  insert into control_rule_versions select old.*, now();
  if tg_op = 'DELETE' then return old; end if;
  new.recorded_at := now();
  return new;
end
$$;
create trigger end_version before update or delete on control_rules
  for each row execute function end_control_rule();

-- The rule of a kind of control line in force on a day, as it was at a moment; of several, the latest.
create function control_rule_at(asked text, day date, moment timestamptz)
returns table (article_zh text, article_en text, advice_zh text, advice_en text) language sql stable as $$
  select article_zh, article_en, advice_zh, advice_en
  from (
    select id, subject, kind, article_zh, article_en, advice_zh, advice_en, valid_from, valid_to
    from control_rules
    where recorded_at <= moment
    union all
    select id, subject, kind, article_zh, article_en, advice_zh, advice_en, valid_from, valid_to
    from control_rule_versions
    where recorded_at <= moment and ended_at > moment
  ) as rule
  where subject = 'control_line' and kind = asked
    and coalesce(valid_from <= day, true) and coalesce(valid_to >= day, true)
  order by id desc
  limit 1
$$;
