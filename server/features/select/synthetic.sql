-- Whether any of the features that a request asks for is synthetic.
select exists (
  select from /*table*/ as t
  where t.synthetic and /*matching*/
) as synthetic
