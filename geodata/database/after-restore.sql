-- Sets again what a dump does not carry. Each start runs this file. Where the server's login is no
-- superuser, a superuser runs it by psql after a restore and after an update of PostGIS.
do $$
declare
  compared regprocedure;
begin
  -- Servers that start together wait for one another.
  perform pg_advisory_xact_lock(hashtext('after_restore'));

  -- The list of changed tiles carries numbers of transactions. Those that are yet to come were counted by
  -- the server of the dump: no archive of tiles that was made from this database refers to them.
  delete from tile_changes where transaction >= pg_snapshot_xmax(pg_current_snapshot());
  delete from tile_changes_forgotten where transaction >= pg_snapshot_xmax(pg_current_snapshot());

  -- The comparison of boxes tells nothing of hidden rows, so limited roles may use the index of places
  -- (schema 0045). A dump leaves out what was changed in an extension's functions.
  begin
    for compared in
      select distinct compare.oid::regprocedure
      from pg_operator
      join pg_proc as compare on compare.oid = oprcode
      where oprname in ('&&', '~', '@') and oprleft = 'geometry'::regtype and oprright = 'geometry'::regtype
        and not compare.proleakproof
    loop
      execute format('alter function %s leakproof', compared);
    end loop;
  exception
    -- Only a superuser may say so.
    when insufficient_privilege then null;
  end;
end
$$;
