-- Deletes crossings of zones more than $1 days ago.
delete from zone_crossings where at < now() - make_interval(days => $1)
