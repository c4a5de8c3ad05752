-- Up Migration
-- Announces changes of a job (任务) that its owner sees, at each commit, by NOTIFY on `job_progress`: the
-- owner's account, and the job without its result. A step too long for a notification (8,000 bytes) is left
-- out.
create function announce_job_progress() returns trigger language plpgsql as $$
begin
  perform pg_notify('job_progress', json_build_object(
    'account', new.account,
    'job', json_build_object(
      'id', new.id, 'kind', new.kind, 'state', new.state,
      'step', case when octet_length(new.step::text) < 6000 then new.step end,
      'share', new.share, 'cancel_requested', new.cancel_requested
    )
  )::text);
  return null;
end
$$;
create trigger announce_added_job after insert on jobs for each row execute function announce_job_progress();
create trigger announce_job_progress after update on jobs for each row
  when (old.state is distinct from new.state or old.step is distinct from new.step
    or old.share is distinct from new.share or old.cancel_requested is distinct from new.cancel_requested)
  execute function announce_job_progress();
