-- What an account ($1) may do now; no row where it is disabled.
select coalesce(array_agg(role) filter (where role is not null), '{}') as roles, towns
from accounts left join account_roles on account = id
where id = $1 and disabled_at is null
group by id, towns
