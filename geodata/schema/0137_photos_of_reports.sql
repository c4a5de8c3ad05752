-- Up Migration
-- A report of an account can bring photos that were sent before. Those of reports without an account are stored
-- with their incident.
drop trigger attach_photos on incident_events;
create trigger attach_photos after insert on incident_events for each row
  when (new.type = 'photo_added' or new.type = 'received' and new.account_id is not null and new.details ? 'photos')
  execute function attach_photos();
