-- Whether any overview of some layers is still to be made. $1: layers; $2: version.
select exists (
    select from overview_layers where layer = any ($1::text[]) and version is distinct from $2::integer)
  or exists (select from overview_queue where layer = any ($1::text[])) as unfinished
