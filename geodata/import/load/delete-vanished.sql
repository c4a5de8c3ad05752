-- Deletes rows of the source that it no longer has. __table__: one of the catalogue's; __scope__: `true`,
-- or the rows of it that an import may own. $1: source; $2: layer.
delete from __table__ as target
where target.source = $1 and __scope__
  and not exists (select from import_features as staged where staged.layer = $2 and staged.source_id = target.source_id)
