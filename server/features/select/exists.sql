-- Whether any feature matches.
select exists (
  select from /*table*/ as t
  where /*matching*/
) as found
