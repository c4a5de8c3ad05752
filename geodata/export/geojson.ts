/**
 * GeoJSON (RFC 7946) as one feature collection, and as a sequence of features (RFC 8142). In a coordinate
 * system other than CRS84 the collection is JSON-FG (OGC 21-045), which is GeoJSON that names its system.
 */
import type { FeatureFormat, FeatureSet, FormatRow } from './format.ts'

const JSON_FG = 'http://www.opengis.net/spec/json-fg-1/1.0/conf/core'

export const geojsonFile: FeatureFormat = {
  name: 'geojson',
  mediaType: 'application/geo+json',
  contentType: 'application/geo+json',
  extension: 'geojson',
  rows: 'saved-feature',
  writer(set) {
    let returned = 0
    const name = JSON.stringify(set.layer.id)
    return {
      begin: () => `{"type":"FeatureCollection","name":${name},${systemMembers(set)}"features":[`,
      batch(rows) {
        const text = rows.map(featureText).join(',\n')
        const separator = returned === 0 ? '\n' : ',\n'
        returned += rows.length
        return rows.length === 0 ? '' : separator + text
      },
      end: () => `\n],"numberReturned":${returned},"timeStamp":"${new Date().toISOString()}"}\n`,
    }
  },
}

/** U+001E before each record lets readers find the next one after a broken one. */
const RECORD_SEPARATOR = '\u001e'

export const geojsonSequence: FeatureFormat = {
  name: 'geojsonseq',
  mediaType: 'application/geo+json-seq',
  contentType: 'application/geo+json-seq',
  extension: 'geojsons',
  rows: 'saved-feature',
  // Records could be JSON-FG, but then GDAL, at least up to 3.12, reads none of them.
  crs84Only: true,
  writer: () => ({
    begin: () => '',
    batch: (rows) => rows.map((row) => `${RECORD_SEPARATOR}${featureText(row)}\n`).join(''),
    end: () => '',
  }),
}

/** Returns the members, with commas, for the coordinate system of `place`; none in CRS84. */
function systemMembers({ coordRefSys }: FeatureSet): string {
  if (coordRefSys === undefined) return ''
  return `"conformsTo":${JSON.stringify([JSON_FG])},"coordRefSys":${JSON.stringify(coordRefSys)},`
}

function featureText({ feature }: FormatRow): string {
  if (typeof feature !== 'string') throw new Error('a row without its feature')
  return feature
}
