-- Writes down that something was asked in a session. $1 digest of its id, $2 idle end in seconds.
update sessions set last_seen_at = now(), expire = now() + make_interval(secs => $2)
where sid = $1 and expire > now()
