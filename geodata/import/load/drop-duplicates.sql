-- Keeps the first of the rows with the same id in one layer, deletes the others and returns them.
with firsts as (
  select layer, source_id, min(line) as line from import_features group by layer, source_id having count(*) > 1
)
delete from import_features as staged using firsts
where staged.layer = firsts.layer and staged.source_id = firsts.source_id and staged.line > firsts.line
returning staged.layer, staged.source_id
