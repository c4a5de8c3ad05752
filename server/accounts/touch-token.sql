-- Writes down that a token was used. $1 its id.
update api_tokens set last_used_at = now() where id = $1
