/** Links from a collection, and from each page of it, to the schemas of its features. */

export const SCHEMA_TYPE = 'application/schema+json'

/** What a collection and its pages link to. `collection` is its address. */
export function schemaLinks(collection: string) {
  return [
    describedBy('describedby', collection),
    ...['schema', 'queryables', 'sortables'].map((name) => ({
      href: `${collection}/${name}`,
      rel: `http://www.opengis.net/def/rel/ogc/1.0/${name}`,
      type: SCHEMA_TYPE,
    })),
  ]
}

/**
 * The schema of a GeoJSON feature under the relation's older spelling: relations are compared without
 * regard to case (RFC 8288), but GDAL up to 3.6 finds this one only.
 */
export const olderSchemaLink = (collection: string) => describedBy('describedBy', collection)

const describedBy = (rel: string, collection: string) => ({
  href: `${collection}/schema/geojson`,
  rel,
  type: SCHEMA_TYPE,
})
