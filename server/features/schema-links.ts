/** Links from a collection, and from each of its pages, to the schemas of its features. */

export const SCHEMA_TYPE = 'application/schema+json'

/** Returns the links of a collection and its pages. `collection` is its address. */
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
 * Returns the link with the relation's older spelling: relations are case-insensitive (RFC 8288), but GDAL up
 * to 3.6 finds only this one.
 */
export const olderSchemaLink = (collection: string) => describedBy('describedBy', collection)

const describedBy = (rel: string, collection: string) => ({
  href: `${collection}/schema/geojson`,
  rel,
  type: SCHEMA_TYPE,
})
