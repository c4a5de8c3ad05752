-- How many features match.
select count(*) as matched
from /*table*/ as t
where /*matching*/
