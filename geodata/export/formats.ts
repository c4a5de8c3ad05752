/** The file formats for a layer's features. */
import { boundaryFile } from './boundary-file.ts'
import { csv } from './csv.ts'
import { flatgeobuf } from './flatgeobuf.ts'
import type { FeatureFormat } from './format.ts'
import { geojsonFile, geojsonSequence } from './geojson.ts'
import { vct } from './vct.ts'

export const fileFormats: readonly FeatureFormat[] = [
  geojsonFile,
  geojsonSequence,
  flatgeobuf,
  csv,
  boundaryFile,
  vct,
]
