-- Renames the place of a feature: layer ($1), id ($2), name ($3), pinyin ($4), initials ($5).
update places set name = $3, pinyin = $4, pinyin_initials = $5 where layer = $1 and feature_id = $2::bigint
