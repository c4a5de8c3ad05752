-- Returns a text that changes with any table, function, trigger, policy, role or setting of the database.
select md5(concat_ws(' ',
  (select string_agg(concat(oid, relrowsecurity, relforcerowsecurity, relacl), ',' order by oid)
    from pg_class where relnamespace not in ('pg_toast'::regnamespace) and relpersistence <> 't'
      and relkind in ('r', 'v', 'm', 'f', 'S', 'p')),
  (select count(*) from pg_index),
  (select string_agg(concat(oid, proacl, proleakproof, md5(prosrc)), ',' order by oid) from pg_proc),
  (select string_agg(concat(oid, tgenabled), ',' order by oid) from pg_trigger where not tgisinternal),
  (select string_agg(concat(oid, polqual, polwithcheck), ',' order by oid) from pg_policy),
  (select string_agg(concat(rolname, rolsuper, rolbypassrls, rolcanlogin), ',' order by oid) from pg_roles),
  (select string_agg(concat(setdatabase, setrole, setconfig), ',' order by setdatabase, setrole) from pg_db_role_setting),
  (select count(*) from pg_attribute where attnum > 0)
)) as fingerprint
