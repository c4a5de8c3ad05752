-- Up Migration
-- The audit log (审计日志), in its own schema. Each entry is chained to the one before: hash = sha256(previous
-- hash || sha256(canonical form)), beginning with 32 zero bytes. audit.head stores the last number and hash
-- separately. So entries that were altered, deleted, swapped or inserted are detected, and also a deleted
-- end. Everything belongs to `shuangxi_audit`, a role without members: no role of the application, nor the
-- login that runs this, can change or delete entries or disable the triggers, which refuse it to the owner as
-- well. A superuser can, and could write a whole new chain; heads kept elsewhere (`npm run audit -- head`)
-- reveal that. The login can drop the database, can stop new entries by changing the schema, and, if it may
-- create roles, make itself a member: after the first start it does not need CREATEROLE any more.

-- Only a member of a role, or a superuser, may create a schema for it.
do $$
begin
  begin
    -- Roles belong to the cluster: another database may have created it, or be creating it now.
    if not exists (select from pg_roles where rolname = 'shuangxi_audit') then
      create role shuangxi_audit nologin;
    end if;
  exception
    when duplicate_object or unique_violation then null;
  end;
  if not (select rolsuper from pg_roles where rolname = session_user) and not pg_has_role('shuangxi_audit',
    case when current_setting('server_version_num')::integer >= 160000 then 'SET' else 'MEMBER' end)
  then
    execute format('grant shuangxi_audit to %I', session_user);
  end if;
exception
  when insufficient_privilege then
    raise insufficient_privilege using
      message = format('%s may not make the role shuangxi_audit or become it', session_user),
      hint = format('Let a superuser run: create role shuangxi_audit; grant shuangxi_audit to %I with admin option.',
        session_user);
end
$$;
create schema audit authorization shuangxi_audit;
set local role shuangxi_audit;

-- Numbers have no gaps and are in the order of commits. `role` is the viewer's, or `system`.
create table audit.entries (
  id bigint primary key,
  at timestamptz not null,
  account bigint,
  role text not null,
  address text,
  action text not null,
  object text not null,
  before jsonb check (before <> 'null'),
  after jsonb check (after <> 'null'),
  hash bytea not null
);
create index on audit.entries (at);
create index on audit.entries (account, id);
create index on audit.entries (action, id);
create index on audit.entries (object text_pattern_ops, id);

create table audit.head (
  only_row boolean primary key default true check (only_row),
  id bigint not null,
  hash bytea not null
);
insert into audit.head (id, hash) values (0, decode(repeat('00', 32), 'hex'));

-- Entries of a transaction until it commits. The table is empty otherwise, so a crash loses nothing.
create unlogged table audit.pending (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  account bigint,
  role text not null,
  address text,
  action text not null,
  object text not null,
  before jsonb,
  after jsonb
);

-- The text that is hashed. jsonb always writes the same value in the same way; times are microseconds.
create function audit.form(entry audit.entries) returns text language sql stable as $$
  select jsonb_build_array(
    entry.id, (extract(epoch from entry.at) * 1000000)::bigint, entry.account, entry.role, entry.address,
    entry.action, entry.object, entry.before, entry.after
  )::text
$$;

-- Masks passwords, digests and cipher texts as "…", so that the log shows only that they changed. Here and
-- below in plpgsql, because it caches plans, while a function in SQL plans at each call.
create function audit.without_secrets(value jsonb) returns jsonb language plpgsql immutable
set search_path = pg_catalog, pg_temp as $$
declare
  secret constant text := 'password|secret|digest|cipher|(^|_)(hash|token|nonce|salt|sess|session_id|sid)$|^link$';
  name text;
  member jsonb;
begin
  if jsonb_typeof(value) = 'object' then
    for name, member in select * from jsonb_each(value) loop
      if name ~* secret then
        if member <> 'null' then value := value || jsonb_build_object(name, '…'); end if;
      elsif jsonb_typeof(member) in ('object', 'array') then
        value := value || jsonb_build_object(name, audit.without_secrets(member));
      end if;
    end loop;
  -- Coordinates have no members.
  elsif jsonb_typeof(value -> 0) = 'object' then
    select jsonb_agg(audit.without_secrets(part) order by position) into value
    from jsonb_array_elements(value) with ordinality as parts (part, position);
  end if;
  return value;
end
$$;

create function audit.write_as(account bigint, address text, action text, object text, before jsonb, after jsonb)
returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into audit.pending (account, role, address, action, object, before, after)
  values (
    account, coalesce(substring(nullif(current_setting('role'), 'none') from '^(?:shuangxi_)?(.*)$'), 'system'),
    address, action, object,
    audit.without_secrets(nullif(before, 'null')), audit.without_secrets(nullif(after, 'null'))
  );
end
$$;

create function audit.write(action text, object text, before jsonb, after jsonb)
returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform audit.write_as(
    nullif(current_setting('shuangxi.account', true), '')::bigint,
    nullif(current_setting('shuangxi.address', true), ''),
    action, object, before, after
  );
end
$$;

-- Runs at the commit, for the first pending row of a transaction, and chains all of them. The chain is locked
-- during the commit only and after all other locks, so that no deadlock is possible. Pending rows of other
-- transactions are never visible; they are chained at their own commit.
create function audit.chain() returns trigger language plpgsql security definer
set search_path = pg_catalog, pg_temp as $$
declare
  last audit.head;
  entry audit.entries;
  pending record;
begin
  perform from audit.pending where id = new.id;
  if not found then return null; end if;
  select * into strict last from audit.head for update;
  for pending in
    with taken as (delete from audit.pending where id >= new.id returning *)
    select * from taken order by id
  loop
    last.id := last.id + 1;
    entry := (
      last.id, pending.at, pending.account, pending.role, pending.address, pending.action, pending.object,
      pending.before, pending.after, null
    );
    last.hash := sha256(last.hash || sha256(convert_to(audit.form(entry), 'UTF8')));
    entry.hash := last.hash;
    insert into audit.entries select entry.*;
  end loop;
  update audit.head set id = last.id, hash = last.hash;
  return null;
end
$$;
create constraint trigger chain after insert on audit.pending
  deferrable initially deferred for each row execute function audit.chain();

create function audit.refuse() returns trigger language plpgsql as $$
begin
  raise insufficient_privilege using message = 'the audit log can only be added to';
end
$$;
create function audit.refuse_back() returns trigger language plpgsql as $$
begin
  perform from audit.entries where id = new.id and hash = new.hash;
  if not found or new.id <= old.id then
    raise insufficient_privilege using message = 'the head of the audit log goes on only with its entries';
  end if;
  return new;
end
$$;
create trigger refuse before update or delete or truncate on audit.entries
  for each statement execute function audit.refuse();
create trigger refuse before insert or delete or truncate on audit.head
  for each statement execute function audit.refuse();
create trigger refuse_back before update on audit.head for each row execute function audit.refuse_back();
-- Also in sessions that disable triggers, as a replica's do.
alter table audit.entries enable always trigger refuse;
alter table audit.head enable always trigger refuse;
alter table audit.head enable always trigger refuse_back;

-- Only administrators and the login read entries; nobody reads pending ones.
do $$
declare
  target text;
begin
  foreach target in array array['entries', 'head', 'pending'] loop
    execute format('alter table audit.%I enable row level security, force row level security', target);
    execute format('create policy chain on audit.%I to shuangxi_audit using (true) with check (true)', target);
    continue when target = 'pending';
    execute format('create policy system on audit.%I for select to %I using (true)', target, session_user);
    execute format('create policy administration on audit.%I for select to shuangxi_admin using (true)', target);
    execute format('grant select on audit.%I to shuangxi_admin, %I', target, session_user);
  end loop;
  grant usage on schema audit to shuangxi_public;
  execute format('grant usage on schema audit to %I', session_user);
  revoke all on all functions in schema audit from public;
  execute format('grant execute on all functions in schema audit to %I', session_user);
  grant execute on function audit.write to shuangxi_public;
end
$$;

reset role;
do $$
begin
  if not (select rolsuper from pg_roles where rolname = session_user) then
    execute format('revoke shuangxi_audit from %I', session_user);
  end if;
exception
  -- A membership granted by someone else remains until they revoke it.
  when insufficient_privilege then null;
end
$$;

-- Writes an entry for the connection's viewer. It is in the log from the commit on.
create function audit(action text, object text, before jsonb default null, after jsonb default null)
returns void language sql as $$
  select audit.write(action, object, before, after)
$$;
