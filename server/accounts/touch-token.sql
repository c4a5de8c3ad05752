-- Updates the time of last use of a token. $1: its id.
update api_tokens set last_used_at = now() where id = $1
