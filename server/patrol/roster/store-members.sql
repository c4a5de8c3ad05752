-- Replaces the members of a unit with a list. $1: id of the unit; $2: JSON array of members, with ids of existing
-- ones. An account is given by id or name; a name without a patrol account becomes 0, which the foreign key
-- refuses.
with listed as (
  select id, name, force, skills,
    case when account is null then account_id else coalesce(patrol_account(account), 0) end as account_id
  from json_to_recordset($2::text::json)
    as member (id bigint, account_id bigint, account text, name text, force text, skills text[])
),
gone as (
  delete from unit_members
  where unit_id = $1::bigint and not exists (select from listed where listed.id = unit_members.id)
),
changed as (
  update unit_members as member
  set account_id = listed.account_id, name = listed.name, force = listed.force, skills = listed.skills
  from listed
  where member.id = listed.id and member.unit_id = $1
  returning member.id
)
insert into unit_members (unit_id, account_id, name, force, skills)
select $1, account_id, name, force, skills from listed where id is null
