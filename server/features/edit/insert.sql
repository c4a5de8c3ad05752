-- Creates a feature. The marks are columns of the catalogue and the parameters of their values.
with written as (select __geometry__ as geom)
insert into __table__ as t (__columns__)
select __values__
from written
returning t.id, __version__ as version
