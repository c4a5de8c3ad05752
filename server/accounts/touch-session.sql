-- Updates the time of last use of a session. $1: digest of its id; $2: idle time in seconds.
update sessions set last_seen_at = now(), expire = now() + make_interval(secs => $2)
where sid = $1 and expire > now()
