-- Deletes doubtful positions that came more than $1 days ago.
delete from position_quarantine where received_at < now() - make_interval(days => $1)
