-- Whether any of the features that a request asks for is synthetic.
select exists (
  select from __table__ as t
  where t.synthetic and __matching__
) as synthetic
