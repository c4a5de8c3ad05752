-- What a page of features says about the rest: whether there are rows before its first ($1) and
-- behind its last ($2), and how many there are in all, counted no further than $3, so that the
-- count of a large collection does not cost more than the page.
select
  exists (select from /*table*/ as t where t.id < $1::bigint and /*matching*/) as has_previous,
  exists (select from /*table*/ as t where t.id > $2::bigint and /*matching*/) as has_next,
  (select count(*) from (select from /*table*/ as t where /*matching*/ limit $3::int) as counted)::int as matched
