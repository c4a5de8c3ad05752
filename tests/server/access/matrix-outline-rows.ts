/** Rows of outlines: for planners, their own only, and administrators. */
import { nobodys, plannerOnly, type Row } from './matrix-row.ts'

const nobodysSet = `/planning/outlines/${nobodys}`

export const outlineRows: Readonly<Record<string, Row>> = {
  getOutlineSets: plannerOnly('/planning/outlines', 200),
  readOutlines: plannerOnly('/planning/outlines', 400, {}),
  drawOutlines: plannerOnly('/planning/outlines/drawn', 400, {}),
  getOutlines: plannerOnly(nobodysSet, 404),
  confirmOutlineSystem: plannerOnly(`${nobodysSet}/system`, 404, {}),
  repairOutlines: plannerOnly(`${nobodysSet}/repair`, 404, {}),
  checkOutlines: plannerOnly(`${nobodysSet}/check`, 404),
  getOutlineResults: plannerOnly(`${nobodysSet}/results`, 404),
  getOutlineResult: plannerOnly(`${nobodysSet}/results/0`, 404),
  getOutlineFile: plannerOnly(`${nobodysSet}/outlines.geojson`, 404),
  getOutlineReport: plannerOnly(`${nobodysSet}/report.pdf`, 404),
  checkOutlineReport: plannerOnly(`${nobodysSet}/report/check?sha256=${'0'.repeat(64)}`, 404),
  deleteOutlines: plannerOnly(nobodysSet, 404),
}
