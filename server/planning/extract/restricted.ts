/** Marks of statements about parcels, by whether the reader may read the holders of land use rights. */

/** `parcels` as `p`, `feature_versions` as `v`. */
export const holderMarks = (holders: boolean) =>
  holders
    ? { holder: 'p.holder', past: "v.attributes || coalesce(v.restricted_attributes, '{}')" }
    : { holder: 'null::text', past: 'v.attributes' }
