-- Deletes contacts of incidents that were closed more than $1 days ago; one that was written later
-- has its time from then.
delete from incident_contacts as c
using incidents as i
where i.id = c.incident_id and i.closed_at is not null
  and greatest(i.closed_at, c.written_at) < now() - make_interval(days => $1)
