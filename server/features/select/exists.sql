-- Returns whether any feature matches.
select exists (
  select from __table__ as t
  where __matching__
) as found
