/** 规划: land use, and parcels with their indicators and control lines. */
import './planning.css'
import './parcel-filters.css'
import './parcel-table.css'
import { signal } from '@preact/signals'
import { render } from 'preact'
import type { Desk, DeskContext, OpenDesk } from '../desk.ts'
import { bboxText } from '../map/extent.ts'
import { EditPlace } from './edit/edit-place.tsx'
import { EditSection } from './edit/edit-section.tsx'
import { ExtractButton, ExtractDialog } from './extract/extract-dialog.tsx'
import { Overlaps } from './overlaps.ts'
import { ParcelMarks } from './parcel-marks.ts'
import { ParcelSection } from './parcel-section.tsx'
import { Dock } from './parcel-table.tsx'
import { areaPath, firstArea, readArea } from './planning-area.ts'
import { readSummary } from './planning-data.ts'
import { PlanningPanel } from './planning-panel.tsx'

/**
 * With fewer parcels in view, left by another desk, the desk shows its own area, unless the map is closer
 * than the zoom below.
 */
const FEW = 60
const CLOSE_ZOOM = 15

/** Returns whether the map, as another desk left it, shows hardly any parcels. */
async function showsFew({ map, fetchJson }: DeskContext): Promise<boolean> {
  const [[west, south], [east, north]] = map.map.getBounds().toArray()
  const path = `/planning/summary?bbox=${bboxText([west, south, east, north])}`
  const { count } = await fetchJson(path, readSummary)
  return count < (map.map.getZoom() < CLOSE_ZOOM ? FEW : 1)
}

const open: OpenDesk = async (context): Promise<Desk> => {
  const { panel, stage, map } = context
  map.showLayers(['parcels', 'control_lines'])
  const overlaps = new Overlaps(context)
  const marks = new ParcelMarks(context)
  const close = () => {
    overlaps.close()
    marks.close()
    render(null, panel)
    render(null, stage)
  }
  const changes = signal(0)
  context.extendCard('parcels', ({ reference, feature }) => (
    <>
      <ExtractButton context={context} code={String(feature?.properties.parcel_code ?? '')} />
      <ParcelSection key={changes.value} context={context} id={reference.id} overlaps={overlaps} />
      <EditSection context={context} reference={reference} onSaved={() => changes.value++} />
    </>
  ))
  for (const layer of ['control_lines', 'plans', 'coverages'])
    context.extendCard(layer, ({ reference }) => <EditSection context={context} reference={reference} />)
  try {
    const [area, few] = await Promise.all([context.fetchJson(areaPath, readArea), showsFew(context)])
    const first = (few ? area.focus : null) ?? firstArea(area)
    if (first) map.present(first)
    render(<PlanningPanel context={context} area={area} />, panel)
    render(
      <>
        <Dock context={context} />
        <ExtractDialog context={context} />
        <EditPlace context={context} />
      </>,
      stage,
    )
  } catch (error) {
    close()
    throw error
  }
  return { close }
}

export default open
