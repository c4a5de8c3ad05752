-- Changes a feature ($1). The marks are columns of the catalogue and the parameters of their values.
update __table__ as t
set (__columns__) = row(__values__)
from (select __geometry__ as geom) as written
where t.id = $1::bigint
returning t.id, __version__ as version
