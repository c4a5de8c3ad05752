-- Up Migration
-- Accounts (账号) and all means of signing in: roles, sessions, one-time links, tokens. A reader of these
-- tables cannot sign in with their content: passwords are argon2id hashes; ids of sessions, links and tokens
-- are SHA-256 of at least 192 random bits.

create table accounts (
  id bigint generated always as identity primary key,
  -- Unique regardless of case.
  name text not null check (name = btrim(name) and length(name) between 1 and 100),
  -- Displayed name; if null, the name.
  title text check (length(title) between 1 and 100),
  -- Null: no sign-in by password.
  password_hash text check (password_hash like '$argon2id$%'),
  has_password boolean generated always as (password_hash is not null) stored,
  -- Identity at an OpenID provider.
  issuer text,
  subject text,
  -- Codes of patrol zones and of towns; null means no limit, an empty list allows none.
  zones text[],
  towns text[],
  synthetic boolean not null default false,
  created_at timestamptz not null default now(),
  last_sign_in_at timestamptz,
  disabled_at timestamptz,
  check ((issuer is null) = (subject is null)),
  unique (issuer, subject)
);
create unique index accounts_name on accounts (lower(name));

create table account_roles (
  account bigint not null references accounts on delete cascade,
  role text not null check (role in ('officer', 'lead', 'planner', 'admin')),
  primary key (account, role)
);

-- In the format of connect-pg-simple; `sid` is the digest of the id in the cookie. Columns for queries are
-- generated from `sess`. `expire` ends an idle session, `begun_at` limits its total length.
create table sessions (
  sid text primary key,
  sess json not null,
  expire timestamptz not null,
  id bigint generated always as identity unique,
  account bigint generated always as ((sess ->> 'account')::bigint) stored
    references accounts on delete cascade,
  begun_at timestamptz generated always as (to_timestamp((sess ->> 'begun')::float8)) stored,
  method text generated always as (sess ->> 'method') stored,
  address text generated always as (sess ->> 'address') stored,
  agent text generated always as (sess ->> 'agent') stored,
  last_seen_at timestamptz not null default now()
);
create index on sessions (account);
create index on sessions (expire);

-- For one sign-in, by a POST.
create table sign_in_links (
  id bigint generated always as identity primary key,
  account bigint not null references accounts on delete cascade,
  digest bytea not null unique,
  created_at timestamptz not null default now(),
  created_by bigint references accounts on delete set null,
  expires_at timestamptz not null,
  redeemed_at timestamptz
);
create index on sign_in_links (account);

-- For devices and machines. Revoked tokens are kept, because the audit log refers to their ids.
create table api_tokens (
  id bigint generated always as identity primary key,
  account bigint not null references accounts on delete cascade,
  name text not null check (length(name) between 1 and 100),
  digest bytea not null unique,
  scopes text[] not null check (cardinality(scopes) > 0),
  created_at timestamptz not null default now(),
  -- Null: valid until it is revoked.
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index on api_tokens (account);

-- Secrets shared by the servers of this database, such as the key that signs cookies.
create table server_secrets (
  name text primary key,
  value bytea not null,
  created_at timestamptz not null default now()
);

-- Announces changes of an account's rights to every server at the commit, by NOTIFY on `access` with its id;
-- the servers then drop cached identities.
create function announce_access() returns trigger language plpgsql as $$
begin
  perform pg_notify('access', to_jsonb(coalesce(new, old)) ->> tg_argv[0]);
  return null;
end
$$;

create trigger announce_access after delete or update of disabled_at, zones, towns on accounts
  for each row execute function announce_access('id');
create trigger announce_access after insert or delete or update on account_roles
  for each row execute function announce_access('account');
create trigger announce_access_end after delete on sessions
  for each row when (old.account is not null) execute function announce_access('account');
create trigger announce_access after delete or update of revoked_at, expires_at, scopes on api_tokens
  for each row execute function announce_access('account');

select secure_table(name::regclass) from unnest(array[
  'accounts', 'account_roles', 'sessions', 'sign_in_links', 'api_tokens', 'server_secrets'
]) as name;

-- Administrators see and change everything but secrets of signing in: no hash, no digest, no session's
-- content.
create policy administration on accounts to shuangxi_admin using (true) with check (true);
grant select (id, name, title, has_password, issuer, subject, zones, towns, synthetic, created_at,
  last_sign_in_at, disabled_at), insert (name, title, zones, towns), update (title, zones, towns, disabled_at)
  on accounts to shuangxi_admin;
create policy administration on account_roles to shuangxi_admin using (true) with check (true);
grant select, insert, delete on account_roles to shuangxi_admin;
create policy administration on sessions to shuangxi_admin using (true);
grant select (id, account, begun_at, method, address, agent, last_seen_at, expire), delete
  on sessions to shuangxi_admin;
create policy administration on sign_in_links to shuangxi_admin using (true) with check (true);
grant select (id, account, created_at, created_by, expires_at, redeemed_at),
  insert (account, digest, created_by, expires_at), delete on sign_in_links to shuangxi_admin;
create policy administration on api_tokens to shuangxi_admin using (true) with check (true);
grant select (id, account, name, scopes, created_at, expires_at, last_used_at, revoked_at),
  update (revoked_at) on api_tokens to shuangxi_admin;
