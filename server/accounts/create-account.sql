-- $1 name, $2 title, $3 zones, $4 towns, $5 roles
with account as (
  insert into accounts (name, title, zones, towns) values ($1, $2, $3, $4)
  on conflict (lower(name)) do nothing
  returning id
),
role as (
  insert into account_roles (account, role) select distinct account.id, unnest($5::text[]) from account
)
select id from account
