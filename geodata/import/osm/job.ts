import { basename } from 'node:path'
import { findLayer } from '../../model/catalogue.ts'
import { ImportError } from '../error.ts'
import type { ImportJob } from '../job.ts'
import { untilCancelled } from '../job.ts'
import { mergeLines, rowCounts } from '../load/counts.ts'
import { storeFeatures } from '../load/store.ts'
import type { ImportRequest } from '../request.ts'
import { refuseOptions } from '../unused-options.ts'
import { extractOsm, osmLayers } from './extract.ts'

const LICENCE = 'ODbL 1.0, © OpenStreetMap contributors'

/** Returns the layers of a kind; greenways include their segments. */
function layersOf(kind: string): readonly string[] {
  if (kind === 'osm') return osmLayers
  if (kind === 'greenways' || kind === 'greenway_segments') return ['greenways', 'greenway_segments']
  if (osmLayers.some((layer) => layer === kind)) return [kind]
  const known = ['osm', ...osmLayers].join(', ')
  throw new ImportError({
    zh: `OSM 文件不能导入为“${kind}”。可用：${known}。`,
    en: `An OSM file cannot be imported as "${kind}". Available: ${known}.`,
  })
}

/** Creates the import of an OSM PBF file, of all layers (`osm`) or of one. */
export function osmJob(request: ImportRequest): ImportJob {
  const { file, as: kind, signal, onProgress } = request
  const layers = layersOf(kind)
  const unused = [
    'crs',
    'towgs84',
    'layer',
    'map',
    'set',
    'where',
    'swapAxes',
    'encoding',
    'timezone',
    'priority',
  ] as const
  refuseOptions('OSM PBF', request, unused)
  const identity = {
    kind,
    file: basename(file),
    source: {
      name: request.source ?? `osm:${basename(file).replace(/(\.osm)?\.pbf$/i, '')}`,
      licence: request.licence ?? LICENCE,
      synthetic: request.synthetic ?? false,
    },
  }
  return {
    identity,
    store: async (client, report) => {
      const read = extractOsm(file, new Set(layers), report.skipped, (share) =>
        onProgress?.({ zh: '读取 OSM 文件', en: 'Reading the OSM file' }, share),
      )
      const features = untilCancelled(read, signal)
      const stored = await storeFeatures(client, identity, layers, features, report, (layer) => {
        signal?.throwIfAborted()
        onProgress?.({ zh: `写入${layer.title.zh}`, en: `Storing ${layer.title.en.toLowerCase()}` })
      })
      return { counts: rowCounts(stored), lines: mergeLines(stored, findLayer) }
    },
  }
}
