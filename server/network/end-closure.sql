-- Takes a closure away. No row if the viewer may not, or there is none.
delete from closures where id = $1 returning id::float8 as id
