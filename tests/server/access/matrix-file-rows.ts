/**
 * More rows of the layers with drafts and holders: files in every format, past versions, and questions about a
 * property that only planners read.
 */
import { versionedLayers } from '../../../geodata/model/versions.ts'
import { isPlanner } from './matrix-actors.ts'
import { atAnyPlace, open, type Row } from './matrix-row.ts'

const FORMATS = ['geojsonseq', 'flatgeobuf', 'csv', 'txt', 'vct']
const planned = ['parcels', 'plans']

const plannerOnly = (path: string): Row => atAnyPlace(path, (who) => (isPlanner(who) ? 200 : 400))

/** Returns the further rows of an operation. */
export function fileRows(operationId: string): readonly Row[] {
  const [operation, layer = ''] = operationId.split('Of_')
  if (operation !== 'getItems' || !planned.includes(layer)) return []
  const items = `/collections/${layer}/items`
  const files = FORMATS.map((format) => open(`${items}?f=${format}`))
  const past = versionedLayers.has(layer) ? [open(`${items}?as-of=${new Date().toISOString()}`)] : []
  if (layer !== 'parcels') return [...files, ...past]
  return [
    ...files,
    ...past,
    plannerOnly(`${items}?holder=SECRET-H2`),
    plannerOnly(`${items}?filter=${encodeURIComponent("holder LIKE 'SECRET-H1%' OR 1 = 1")}`),
    plannerOnly(`${items}?sortby=-holder`),
    plannerOnly(`${items}?properties=holder`),
  ]
}
