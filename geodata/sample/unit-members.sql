-- Five synthetic people in each unit of the sample that has none (1车5人), of the forces that the unit has.
insert into unit_members (unit_id, name, force, synthetic)
select unit.id, format('队员%s-%s（示例）', right(unit.code, 2), number), unit.skills[1 + (number - 1) % cardinality(unit.skills)],
  true
from units as unit
cross join generate_series(1, 5) as number
where unit.source like 'sample:%' and cardinality(unit.skills) > 0
  and not exists (select from unit_members where unit_id = unit.id)
order by unit.code, number
