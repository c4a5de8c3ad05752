-- Deletes contacts of incidents that were closed, or whose contact was written, more than $1 days ago; the
-- later time counts.
delete from incident_contacts as c
using incidents as i
where i.id = c.incident_id and i.closed_at is not null
  and greatest(i.closed_at, c.written_at) < now() - make_interval(days => $1)
