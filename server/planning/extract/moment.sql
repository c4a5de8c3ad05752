-- The moment of an answer: the asked one ($1), otherwise the latest settled one. Milliseconds since 1970.
select
  extract(epoch from s.moment) * 1000 as settled_ms,
  extract(epoch from least($1::timestamptz, s.moment)) * 1000 as moment_ms
from (select settled_moment() as moment) as s
