/** 规划: land use, and parcels with their indicators and control lines. */
import './planning.css'
import './parcel-filters.css'
import './parcel-table.css'
import { render } from 'preact'
import type { Desk, OpenDesk } from '../desk.ts'
import { Overlaps } from './overlaps.ts'
import { ParcelMarks } from './parcel-marks.ts'
import { ParcelSection } from './parcel-section.tsx'
import { Dock } from './parcel-table.tsx'
import { areaPath, firstArea, readArea } from './planning-area.ts'
import { PlanningPanel } from './planning-panel.tsx'

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
  context.extendCard('parcels', ({ reference }) => (
    <ParcelSection context={context} id={reference.id} overlaps={overlaps} />
  ))
  try {
    const area = await context.fetchJson(areaPath, readArea)
    const first = firstArea(area)
    if (first) map.present(first)
    render(<PlanningPanel context={context} area={area} />, panel)
    render(<Dock context={context} />, stage)
  } catch (error) {
    close()
    throw error
  }
  return { close }
}

export default open
