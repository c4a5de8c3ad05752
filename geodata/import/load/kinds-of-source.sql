-- Kinds of control lines that a source ($1) has.
select distinct kind from control_lines where source = $1 order by kind
