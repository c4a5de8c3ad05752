exists (select from {{layer}} where synthetic)
