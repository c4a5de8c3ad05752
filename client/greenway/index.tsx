/** 绿道: explore the greenways. */
import { render } from 'preact'
import type { Desk, OpenDesk } from '../desk.ts'
import { extentOf } from '../map/extent.ts'
import { listPath, readList } from './greenway-data.ts'
import { GreenwayList } from './greenway-list.tsx'
import { GreenwaySection } from './greenway-section.tsx'

const open: OpenDesk = async (context): Promise<Desk> => {
  const { panel } = context
  context.extendCard('greenways', ({ reference }) => <GreenwaySection context={context} id={reference.id} />)
  const listed = await context.fetchJson(listPath, readList)
  const greenways = [...listed].sort((a, b) => b.properties.length_m - a.properties.length_m)
  const [longest] = greenways
  if (longest) context.map.present(extentOf(longest.geometry))
  render(<GreenwayList context={context} greenways={greenways} />, panel)
  return { close: () => render(null, panel) }
}

export default open
