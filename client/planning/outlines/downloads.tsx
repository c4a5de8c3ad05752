/** Links to the result and to the outline as files. */
import type { DeskContext } from '../../desk.ts'
import { onServer } from '../../source/server-path.ts'
import { messages } from './messages.ts'

interface Props {
  readonly context: DeskContext
  readonly id: string
}

/** Formats of the result and of the outline. */
const results = [
  ['pdf', 'PDF'],
  ['xlsx', 'Excel'],
  ['gpkg', 'GeoPackage'],
] as const
const outlines = [
  ['txt', 'TXT'],
  ['zip', 'Shapefile'],
  ['dxf', 'DXF'],
  ['geojson', 'GeoJSON'],
] as const

export function Downloads({ context, id }: Props) {
  const spoken = context.language.value
  const links = (part: 'report' | 'outlines', formats: readonly (readonly [string, string])[]) =>
    formats.map(([format, name]) => (
      <a
        key={format}
        class="button"
        href={onServer(`/planning/outlines/${id}/${part}.${format}?lang=${spoken}`)}
        download=""
      >
        {name}
      </a>
    ))
  return (
    <>
      <p class="outline-files">
        <span class="small">{messages.download[spoken]}</span> {links('report', results)}
      </p>
      <p class="outline-files">
        <span class="small">{messages.downloadOutline[spoken]}</span> {links('outlines', outlines)}
      </p>
    </>
  )
}
