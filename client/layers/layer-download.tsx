/** Links that download a layer's features in view. */

import { findLayer } from '../../geodata/model/catalogue.ts'
import type { Text } from '../../geodata/model/text.ts'
import { bboxText } from '../map/extent.ts'
import { messages, say } from '../messages.ts'
import { Icon } from '../parts/icons.tsx'
import { onServer } from '../source/server-path.ts'
import { language, viewBounds } from '../store.ts'

interface FileKind {
  readonly format: string
  readonly title: string
  readonly purpose: Text
  /** True for formats of areas only. */
  readonly areas?: true
}

const kinds: readonly FileKind[] = [
  { format: 'geojson', title: 'GeoJSON', purpose: messages.downloadGeojson },
  { format: 'csv', title: 'CSV', purpose: messages.downloadCsv },
  { format: 'flatgeobuf', title: 'FlatGeobuf', purpose: messages.downloadFlatgeobuf },
  { format: 'txt', title: 'TXT', purpose: messages.downloadBoundaryFile, areas: true },
  { format: 'vct', title: 'VCT', purpose: messages.downloadVct, areas: true },
]

export function LayerDownload({ layer, title }: { readonly layer: string; readonly title: string }) {
  const spoken = language.value
  const bounds = viewBounds.value
  if (bounds === null) return null
  const hasAreas = findLayer(layer)?.geometry.endsWith('Polygon')
  const addressOf = ({ format }: FileKind) => {
    const query = new URLSearchParams({ f: format, bbox: bboxText(bounds), headings: 'titles', lang: spoken })
    return onServer(`/collections/${layer}/items?${query}`)
  }
  return (
    <div class="layer-download">
      <p class="layer-download-head">
        <Icon name="download" size={16} />
        {say(messages.downloadInView, spoken)}
      </p>
      <ul class="plain">
        {kinds
          .filter(({ areas }) => !areas || hasAreas)
          .map((kind) => (
            <li key={kind.format}>
              <a href={addressOf(kind)} download="" title={say(kind.purpose, spoken)}>
                <span class="visually-hidden">{title} · </span>
                {kind.title}
                <span class="visually-hidden"> · {say(kind.purpose, spoken)}</span>
              </a>
            </li>
          ))}
      </ul>
      <p class="muted layer-download-note">{say(messages.downloadNote, spoken)}</p>
    </div>
  )
}
