-- A page of the chosen parcels, before they are judged.
select t.*
from __chosen__ as t
order by __order__
offset __offset__ limit __limit__
