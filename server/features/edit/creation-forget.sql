-- Keys of more than a day ago are forgotten.
delete from feature_creations where created_at < now() - interval '1 day'
