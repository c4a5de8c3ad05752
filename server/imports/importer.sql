-- The current rights of an account ($1); no row if it is disabled.
select coalesce(array_agg(role) filter (where role is not null), '{}') as roles, towns
from accounts left join account_roles on account = id
where id = $1 and disabled_at is null
group by id, towns
