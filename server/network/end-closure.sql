-- Deletes a closure. Returns no row if it does not exist or the viewer may not delete it.
delete from closures where id = $1 returning id::float8 as id
