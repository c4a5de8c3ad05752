-- Returns whether some of the matching parcels are synthetic.
select exists (select from __judged__ as parcel where __verdict__ and synthetic) as synthetic
