-- Whether any of the features of rows.sql is synthetic; the same parameters.
select exists (
  select from /*table*/ as t
  where t.synthetic
    and ($1::bigint is null or t.id > $1::bigint)
    and ($2::bigint is null or t.id < $2::bigint)
    and ($3::bigint is null or $3::bigint > 0)
    and /*matching*/
) as synthetic
