-- Sets what a dump does not contain. Each start runs this file. If the server's login is not a superuser,
-- a superuser must run it by psql after a restore and after an update of PostGIS.
do $$
declare
  compared regprocedure;
begin
  -- Servers that start at the same time wait for each other.
  perform pg_advisory_xact_lock(hashtext('after_restore'));

  -- The log of changed tiles contains transaction ids of the dumped server. Ids in the future of this server
  -- are dropped: no tile archive of this database refers to them.
  delete from tile_changes where transaction >= pg_snapshot_xmax(pg_current_snapshot());
  delete from tile_changes_forgotten where transaction >= pg_snapshot_xmax(pg_current_snapshot());

  -- The box operators reveal nothing about hidden rows, so limited roles may use the spatial index
  -- (schema 0045). A dump does not contain changes to functions of an extension.
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
    -- Only a superuser may declare it.
    when insufficient_privilege then null;
  end;
end
$$;
