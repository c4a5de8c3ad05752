-- Up Migration
-- Rate limits (请求计数): points by limit and by account or address, until `expire` (milliseconds since 1970).
-- Unlogged: counting starts again after a crash of the database.
create unlogged table rate_limits (
  key varchar(255) primary key,
  points integer not null default 0,
  expire bigint
);
select secure_table('rate_limits');
