/** GeoJSON (RFC 7946) as one feature collection, and as a sequence of features (RFC 8142). */
import type { FeatureFormat, FormatRow } from './format.ts'

export const geojsonFile: FeatureFormat = {
  name: 'geojson',
  mediaType: 'application/geo+json',
  contentType: 'application/geo+json',
  extension: 'geojson',
  rows: 'feature',
  writer({ layer }) {
    let returned = 0
    return {
      begin: () => `{"type":"FeatureCollection","name":${JSON.stringify(layer.id)},"features":[`,
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

/** U+001E stands before each record, so that a reader finds the next one after a broken one. */
const RECORD_SEPARATOR = '\u001e'

export const geojsonSequence: FeatureFormat = {
  name: 'geojsonseq',
  mediaType: 'application/geo+json-seq',
  contentType: 'application/geo+json-seq',
  extension: 'geojsons',
  rows: 'feature',
  writer: () => ({
    begin: () => '',
    batch: (rows) => rows.map((row) => `${RECORD_SEPARATOR}${featureText(row)}\n`).join(''),
    end: () => '',
  }),
}

function featureText({ feature }: FormatRow): string {
  if (typeof feature !== 'string') throw new Error('a row without its feature')
  return feature
}
