-- Deletes rows of the source that its file no longer has. __table__: of the catalogue; __scope__: `true`, or
-- a condition for the rows that an import may delete. $1: source; $2: layer.
delete from __table__ as target
where target.source = $1 and __scope__
  and not exists (select from import_features as staged where staged.layer = $2 and staged.source_id = target.source_id)
