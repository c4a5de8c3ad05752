-- All features that a request asks for, from behind $1 on and from before $2 back, in the order of
-- their ids; $3 of them, or all where it is null. The format of the file says what a row has.
select
  t.id,
  /*row*/
from /*table*/ as t
where ($1::bigint is null or t.id > $1::bigint)
  and ($2::bigint is null or t.id < $2::bigint)
  and /*matching*/
order by t.id
limit $3::bigint
