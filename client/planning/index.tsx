/** 规划: land use, and parcels with their indicators and control lines. */
import './planning.css'
import { render } from 'preact'
import type { Desk, OpenDesk } from '../desk.ts'
import { LandUseSummary } from './land-use-summary.tsx'
import { Overlaps } from './overlaps.ts'
import { ParcelSection } from './parcel-section.tsx'
import { readExtent, readSummary } from './planning-data.ts'

const open: OpenDesk = async (context): Promise<Desk> => {
  const { panel, map } = context
  map.showLayers(['parcels', 'control_lines'])
  const overlaps = new Overlaps(context)
  const close = () => {
    overlaps.close()
    render(null, panel)
  }
  context.extendCard('parcels', ({ reference }) => (
    <ParcelSection context={context} id={reference.id} overlaps={overlaps} />
  ))
  try {
    const summary = await context.fetchJson('/planning/summary', readSummary)
    const extent = await context.fetchJson('/collections/parcels', readExtent)
    if (extent && summary.count > 0) map.present(extent)
    render(<LandUseSummary context={context} summary={summary} />, panel)
  } catch (error) {
    close()
    throw error
  }
  return { close }
}

export default open
