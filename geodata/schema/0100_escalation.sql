-- Up Migration
-- Reminders when a clock of 51030 is about to run out or has run out (升级提醒), and messages about incidents
-- to and from other systems: signed webhooks and e-mail (消息推送).

-- Partners that receive events of incidents (`out`), or send reports (`in`). The secret signs in both
-- directions and is shown once, when it is created.
create table webhooks (
  id bigint generated always as identity primary key,
  name text not null unique check (name ~ '^[a-z0-9][a-z0-9_-]{0,59}$'),
  direction text not null check (direction in ('in', 'out')),
  url text check ((url is null) = (direction = 'in')),
  secret text not null,
  -- The types of events to send.
  events text[] not null default '{}',
  -- The channel of received reports.
  channel text check ((channel is null) = (direction = 'out')),
  enabled boolean not null default true,
  created_at timestamptz not null default now()
);

-- Messages that are waiting, were sent, or could not be sent (`dead`).
create table deliveries (
  id bigint generated always as identity primary key,
  webhook_id bigint references webhooks (id) on delete cascade,
  email text check ((email is null) <> (webhook_id is null)),
  body jsonb not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'dead')),
  attempts integer not null default 0,
  next_at timestamptz not null default now(),
  error text,
  created_at timestamptz not null default now(),
  done_at timestamptz
);
create index on deliveries (next_at) where state = 'waiting';
create index on deliveries (id) where state = 'dead';

-- Signatures received within the time window; each is accepted once.
create table webhook_receipts (
  webhook_id bigint not null references webhooks (id) on delete cascade,
  signature text not null,
  received_at timestamptz not null default now(),
  primary key (webhook_id, signature)
);
create index on webhook_receipts (received_at);

create table escalation_rules (
  id bigint generated always as identity primary key,
  name text not null check (length(name) between 1 and 100),
  clock text not null check (clock in ('routed', 'arrived', 'fed_back')),
  -- Seconds after the clock runs out; negative is before.
  offset_s integer not null check (offset_s between -1800 and 86400),
  action text not null check (action in ('page', 'sound', 'webhook', 'email')),
  webhook_id bigint references webhooks (id) on delete cascade check ((webhook_id is null) = (action <> 'webhook')),
  email text check ((email is null) = (action <> 'email')),
  kinds text[],
  -- This priority and more urgent ones.
  priority smallint not null default 3 check (priority between 1 and 3),
  -- Hours of the week in China: 1 is Monday; from a time to a time, past midnight if the end is not later.
  weekdays smallint[] not null default '{1,2,3,4,5,6,7}',
  from_time time not null default '00:00',
  to_time time not null default '24:00',
  created_at timestamptz not null default now()
);
insert into escalation_rules (name, clock, offset_s, action)
values ('派单将超时', 'routed', -60, 'page'), ('派单超时', 'routed', 0, 'sound'),
  ('到场将超时', 'arrived', -120, 'page'), ('到场超时', 'arrived', 0, 'sound'),
  ('反馈将超时', 'fed_back', -300, 'page'), ('反馈超时', 'fed_back', 0, 'sound');

-- A rule fires once per breach: a clock of an incident and the time at which it runs out.
create table escalations (
  id bigint generated always as identity primary key,
  rule_id bigint not null references escalation_rules (id) on delete cascade,
  incident_id bigint not null references incidents (id) on delete cascade,
  due_at timestamptz not null,
  fired_at timestamptz not null default clock_timestamp(),
  unique (rule_id, incident_id, due_at)
);
create index on escalations (incident_id);

-- Returns whether a time lies within the hours of a rule.
create function in_rule_hours(rule escalation_rules, moment timestamptz) returns boolean language sql stable as $$
  select case
    when rule.from_time < rule.to_time then
      extract(isodow from local)::smallint = any (rule.weekdays) and local::time >= rule.from_time
        and (local::time < rule.to_time or rule.to_time = '24:00')
    -- Past midnight, the morning belongs to the day before.
    when local::time >= rule.from_time then extract(isodow from local)::smallint = any (rule.weekdays)
    else local::time < rule.to_time
      and extract(isodow from local - interval '1 day')::smallint = any (rule.weekdays)
  end
  from (select moment at time zone 'Asia/Shanghai' as local) as china
$$;

-- Returns the running clock of an open incident and when it runs out.
create function running_clock(incident incidents, limits integer[], from_previous boolean, out clock text, out due_at timestamptz)
language sql immutable as $$
  select case when incident.arrived_at is not null then 'fed_back' when incident.routed_at is not null then 'arrived'
      else 'routed' end,
    clock_start(incident.received_at, incident.reopened_at, coalesce(incident.arrived_at, incident.routed_at), from_previous)
      + make_interval(secs => limits[case when incident.arrived_at is not null then 3
        when incident.routed_at is not null then 2 else 1 end])
$$;

-- Fires the rules that are due, once per rule and breach, whichever server calls it. `limits`: seconds for
-- the clocks routed, arrived and fed_back. Returns the number fired.
create function fire_escalations(limits integer[], from_previous boolean) returns integer language plpgsql as $$
declare
  fired integer := 0;
  found record;
begin
  for found in
    with due as (
      select rule.id as rule_id, i.id as incident_id, running.due_at
      from incidents as i
      cross join lateral running_clock(i, limits, from_previous) as running
      join escalation_rules as rule on rule.clock = running.clock and i.priority <= rule.priority
        and (rule.kinds is null or i.kind = any (rule.kinds))
      cross join lateral (select running.due_at + make_interval(secs => rule.offset_s) as moment) as at
      where i.closed_at is null and i.state <> 'closed' and i.fed_back_at is null
        and at.moment between greatest(rule.created_at, now() - interval '1 day') and now()
        and in_rule_hours(rule, at.moment)
        and not exists (
          select from escalations as e
          where e.rule_id = rule.id and e.incident_id = i.id and e.due_at = running.due_at
        )
    ),
    added as (
      insert into escalations (rule_id, incident_id, due_at)
      select rule_id, incident_id, due_at from due
      on conflict do nothing
      returning *
    )
    select added.id, added.incident_id, added.due_at, added.fired_at, rule.name, rule.clock, rule.offset_s, rule.action,
      rule.webhook_id, rule.email, i.zone_code, i.number, i.kind, i.state
    from added
    join escalation_rules as rule on rule.id = added.rule_id
    join incidents as i on i.id = added.incident_id
  loop
    fired := fired + 1;
    perform announce_incident(found.incident_id, found.zone_code);
    if found.action in ('webhook', 'email') then
      insert into deliveries (webhook_id, email, body)
      values (found.webhook_id, found.email, jsonb_build_object(
        'type', 'incident.escalation', 'rule', found.name, 'clock', found.clock, 'offset_s', found.offset_s,
        'due_at', found.due_at, 'fired_at', found.fired_at,
        'incident', jsonb_build_object('id', found.incident_id, 'number', found.number, 'kind', found.kind, 'state', found.state)
      ));
    end if;
  end loop;
  return fired;
end
$$;

-- Queues an event for the partners that subscribe to its type. Events of imports have no key.
create function queue_event_deliveries() returns trigger language plpgsql
security definer set search_path = public, pg_temp as $$
begin
  insert into deliveries (webhook_id, body)
  select w.id, jsonb_build_object(
    'type', 'incident.event',
    'event', jsonb_build_object('id', new.id, 'type', new.type, 'at', new.counted_at, 'unit', new.unit_code,
      'from', new.from_state, 'to', new.to_state, 'details', new.details),
    'incident', (
      select jsonb_build_object('id', i.id, 'number', i.number, 'kind', i.kind, 'words', i.words, 'channel', i.channel,
        'zone', i.zone_code, 'priority', i.priority, 'lon', round(ST_X(i.geom)::numeric, 6), 'lat',
        round(ST_Y(i.geom)::numeric, 6), 'received_at', i.received_at, 'source', i.source, 'source_id', i.source_id)
      from incidents as i where i.id = new.incident_id
    )
  )
  from webhooks as w
  where w.direction = 'out' and w.enabled and new.type = any (w.events);
  return null;
end
$$;
create trigger queue_deliveries after insert on incident_events for each row when (new.key is not null)
  execute function queue_event_deliveries();

select secure_table(name::regclass)
from unnest(array['webhooks', 'deliveries', 'webhook_receipts', 'escalation_rules', 'escalations']) as name;
grant select (id, name, direction, url, events, channel, enabled, created_at) on webhooks to shuangxi_admin;
grant insert (name, direction, url, secret, events, channel), update (enabled), delete on webhooks to shuangxi_admin;
create policy administration on webhooks to shuangxi_admin using (true) with check (true);
grant select, update (state, next_at, attempts) on deliveries to shuangxi_admin;
create policy administration on deliveries to shuangxi_admin using (true) with check (true);
grant select on escalation_rules, escalations to shuangxi_officer, shuangxi_officer_limited;
grant insert, delete on escalation_rules to shuangxi_lead;
create policy reading on escalation_rules for select to shuangxi_officer, shuangxi_officer_limited using (true);
create policy dispatching on escalation_rules to shuangxi_lead using (true) with check (true);
create policy patrolling on escalations for select to shuangxi_officer using (true);
create policy patrolling_in_zones on escalations for select to shuangxi_officer_limited
  using (exists (
    select from incidents as i where i.id = incident_id and i.zone_code = any ((select allowed_zones())::text[])
  ));
select audit_changes_of(target, every_row => true, hidden => '{secret}')
from unnest(array['webhooks', 'escalation_rules']::regclass[]) as target;
