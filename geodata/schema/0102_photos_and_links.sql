-- Up Migration
-- Photos of incidents (照片), and links by which a reporter follows a report (进度链接).

-- Photos are re-encoded when they arrive, so that no camera metadata is stored. A photo belongs to its sender
-- until an event attaches it to an incident.
create table incident_photos (
  id uuid primary key,
  incident_id bigint references incidents (id) on delete cascade,
  account_id bigint,
  width integer not null,
  height integer not null,
  bytes bytea not null,
  created_at timestamptz not null default now()
);
create index on incident_photos (incident_id);
create index on incident_photos (created_at) where incident_id is null;

-- SHA-256 of 192 random bits. The token itself is only in the link.
create table status_links (
  digest bytea primary key,
  incident_id bigint not null references incidents (id) on delete cascade,
  made_by bigint,
  made_at timestamptz not null default now(),
  revoked_at timestamptz
);
create index on status_links (incident_id);

select secure_table(name::regclass) from unnest(array['incident_photos', 'status_links']) as name;
grant select on incident_photos to shuangxi_officer, shuangxi_officer_limited;
grant insert (id, account_id, width, height, bytes) on incident_photos to shuangxi_officer, shuangxi_officer_limited;
create policy sending on incident_photos for insert to shuangxi_officer, shuangxi_officer_limited
  with check (account_id = (select viewer_account()));
create policy patrolling on incident_photos for select to shuangxi_officer
  using (incident_id is not null or account_id = (select viewer_account()));
create policy patrolling_in_zones on incident_photos for select to shuangxi_officer_limited
  using (case when incident_id is null then account_id = (select viewer_account()) else exists (
    select from incidents as i where i.id = incident_id and i.zone_code = any ((select allowed_zones())::text[])
  ) end);

grant select (incident_id, made_at, revoked_at), insert (digest, incident_id, made_by), update (revoked_at)
  on status_links to shuangxi_lead, shuangxi_lead_limited;
create policy dispatching on status_links to shuangxi_lead using (true) with check (true);
create policy dispatching_in_zones on status_links to shuangxi_lead_limited
  using (exists (
    select from incidents as i where i.id = incident_id and i.zone_code = any ((select allowed_zones())::text[])
  ))
  with check (exists (
    select from incidents as i where i.id = incident_id and i.zone_code = any ((select allowed_zones())::text[])
  ));

-- Attaches photos of the event's sender to the incident, at most 20 in total.
create function attach_photos() returns trigger language plpgsql
security definer set search_path = public, pg_temp as $$
declare
  wanted uuid[] := array(select jsonb_array_elements_text(new.details -> 'photos'))::uuid[];
  attached integer;
begin
  update incident_photos set incident_id = new.incident_id
  where id = any (wanted) and incident_id is null and account_id is not distinct from new.account_id;
  get diagnostics attached = row_count;
  if attached = 0 or attached <> cardinality(wanted) then
    perform refuse_event(new.from_state, 'unknown_photo', array_to_string(wanted, ', '));
  end if;
  if (select count(*) from incident_photos where incident_id = new.incident_id) > 20 then
    perform refuse_event(new.from_state, 'too_many_photos', '20');
  end if;
  return null;
end
$$;
create trigger attach_photos after insert on incident_events for each row when (new.type = 'photo_added')
  execute function attach_photos();
