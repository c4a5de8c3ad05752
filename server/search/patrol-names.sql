-- Names of the patrol zones and units that the reader may see, so that their pinyin can be computed outside.
select name from patrol_zones
union
select name from units
