-- Up Migration
-- How much has been asked for (请求计数): points by limit and by account or address, until `expire`
-- (milliseconds since 1970). Not logged: after a crash of the database, counting begins again.
create unlogged table rate_limits (
  key varchar(255) primary key,
  points integer not null default 0,
  expire bigint
);
select secure_table('rate_limits');
