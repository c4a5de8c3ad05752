-- Kinds of control lines that have a coverage anywhere, on any day.
select coalesce(array_agg(distinct kind), '{}') as kinds
from coverages
where layer = 'control_lines' and kind is not null
