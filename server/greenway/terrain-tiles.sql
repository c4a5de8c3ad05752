-- Tiles of one terrain source ($1) at one zoom ($2), at the columns $3 and rows $4.
select t.x, t.y, t.heights
from unnest($3::int[], $4::int[]) as wanted (x, y)
join terrain_tiles as t on t.z = $2::int and t.x = wanted.x and t.y = wanted.y and t.source = $1
