exists (select from __layer__ where synthetic)
