-- Up Migration
-- Past versions of parcels by their code, for extracts of an earlier day.
create index feature_versions_by_code on feature_versions ((attributes ->> 'parcel_code'))
  where layer = 'parcels';
