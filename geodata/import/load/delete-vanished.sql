-- Deletes rows of the source that it no longer has. {table}: one of the catalogue's; {scope}: `true`,
-- or the rows of it that an import may own. $1: source; $2: layer.
delete from {table} as target
where target.source = $1 and {scope}
  and not exists (select from import_features as staged where staged.layer = $2 and staged.source_id = target.source_id)
