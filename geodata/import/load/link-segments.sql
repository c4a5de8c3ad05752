-- Sets the greenway id of segments. $1: source.
update import_features as staged
set properties = staged.properties || jsonb_build_object('greenway_id', greenway.id)
from greenways as greenway
where staged.layer = 'greenway_segments' and greenway.source = $1
  and greenway.source_id = staged.properties ->> 'greenway_source_id'
