-- Returns whether any requested feature is synthetic.
select exists (
  select from __table__ as t
  where t.synthetic and __matching__
) as synthetic
