/** Reads an OSM PBF file as an import does, without a database. */
import type { StagedFeature } from '../../../../geodata/import/feature.ts'
import { extractOsm, osmLayers } from '../../../../geodata/import/osm/extract.ts'
import { Skipped } from '../../../../geodata/import/skipped.ts'

/** Returns the rows that an import of all layers would store. */
export async function extractFile(path: string, skipped = new Skipped()): Promise<StagedFeature[]> {
  const features: StagedFeature[] = []
  for await (const feature of extractOsm(path, new Set(osmLayers), skipped)) features.push(feature)
  return features
}

/** `buildings way/8`, sorted. */
export const rowNames = (features: readonly StagedFeature[]): string[] =>
  features.map(({ layer, sourceId }) => `${layer} ${sourceId}`).sort()

/** `roads missing_nodes way/5`, sorted. */
export const skipNames = (skipped: Skipped): string[] =>
  skipped
    .list()
    .map(({ layer, reason, ids }) => `${layer} ${reason} ${ids.join()}`)
    .sort()
