/** The description of a collection: title, extent, and links to its features. */
import { LRUCache } from 'lru-cache'
import type { Viewer } from '../../geodata/access/viewer.ts'
import type { Queryable } from '../../geodata/database/database.ts'
import { fileFormats } from '../../geodata/export/formats.ts'
import type { collectionSchema } from '../../geodata/model/answers/collections.ts'
import { CRS84, coordinateSystems } from '../../geodata/model/coordinate-systems.ts'
import type { Layer } from '../../geodata/model/layer.ts'
import { memoIn } from '../../geodata/model/memo.ts'
import type { Language } from '../../geodata/model/text.ts'
import { sharedVisibility } from '../access/visibility.ts'
import type { DataContext } from '../context.ts'
import { titled } from '../http/negotiation.ts'
import type { Answer } from '../http/send-json.ts'
import { olderSchemaLink, schemaLinks } from './schema-links.ts'
import { timeProperty } from './select/columns.ts'
import { withMargin } from './select/extent-margin.ts'
import { extentStatement } from './select/statements.ts'
import { tilesLinks } from './tiles-links.ts'

interface ExtentRow {
  readonly west: number | null
  readonly south: number | null
  readonly east: number | null
  readonly north: number | null
  readonly first: string | null
  readonly last: string | null
  readonly synthetic: boolean
}

/** Milliseconds to cache an extent, because reading it scans the whole table. */
const EXTENT_AGE_MS = 15_000

/**
 * Returns a reader of the extents that a viewer sees, cached for 15 seconds for all viewers of the same
 * visibility.
 */
export function extentReader(
  databaseAs: DataContext['databaseAs'],
): (layer: Layer, viewer: Viewer) => Promise<ExtentRow> {
  const kept = new LRUCache<string, Promise<ExtentRow>>({ max: 400, ttl: EXTENT_AGE_MS })
  return (layer, asking) => {
    const { key, viewer } = sharedVisibility(asking, [layer])
    return memoIn(kept, `${layer.id} ${key}`, () => readExtent(databaseAs(viewer), layer))
  }
}

async function readExtent(database: Queryable, layer: Layer): Promise<ExtentRow> {
  const { rows } = await database.query<ExtentRow>(extentStatement(layer))
  const row = rows[0]
  if (row === undefined) throw new Error(`the extent of ${layer.id} gave no row`)
  return row
}

/** Returns the collection document of a layer. `base` is the server's address without a final slash. */
export function collectionDocument(
  layer: Layer,
  extent: ExtentRow,
  base: string,
  language: Language,
): Answer<typeof collectionSchema> {
  const self = `${base}/collections/${layer.id}`
  const title = layer.title[language]
  return {
    id: layer.id,
    ...titled(layer.title, layer.description, language),
    itemType: 'feature',
    geometryType: layer.geometry,
    synthetic: extent.synthetic,
    ...extentOf(layer, extent),
    crs: coordinateSystems.map(({ uri }) => uri),
    storageCrs: CRS84,
    defaultSortOrder: ['id'],
    links: [
      { href: self, rel: 'self', type: 'application/json', title },
      { href: `${self}/items`, rel: 'items', type: 'application/geo+json', title },
      ...schemaLinks(self),
      olderSchemaLink(self),
      {
        href: `${base}/tiles/${layer.id}.json`,
        rel: 'alternate',
        type: 'application/json',
        title: 'TileJSON',
      },
      ...tilesLinks(base, `/collections/${layer.id}`, language),
      ...fileFormats.map((format) => ({
        href: `${self}/items?f=${format.name}`,
        rel: 'enclosure',
        type: format.mediaType,
        title: `${title} · ${format.extension}`,
      })),
    ],
  }
}

function extentOf(layer: Layer, row: ExtentRow): Pick<Answer<typeof collectionSchema>, 'extent'> {
  const { west, south, east, north } = row
  const isSomewhere = west !== null && south !== null && east !== null && north !== null
  const spatial = isSomewhere
    ? { spatial: { bbox: [withMargin([west, south, east, north])], crs: CRS84 } }
    : {}
  const temporal =
    timeProperty(layer) === undefined
      ? {}
      : {
          temporal: {
            interval: [[row.first, row.last]],
            trs: 'http://www.opengis.net/def/uom/ISO-8601/0/Gregorian',
          },
        }
  return { extent: { ...spatial, ...temporal } }
}
