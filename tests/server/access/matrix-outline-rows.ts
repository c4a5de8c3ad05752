/** Rows of outlines: for planners without limits, their own only, and administrators. */
import { nobodys, type Row, unlimitedPlannerOnly } from './matrix-row.ts'

const nobodysSet = `/planning/outlines/${nobodys}`

export const outlineRows: Readonly<Record<string, Row>> = {
  getOutlineSets: unlimitedPlannerOnly('/planning/outlines', 200),
  readOutlines: unlimitedPlannerOnly('/planning/outlines', 400, {}),
  drawOutlines: unlimitedPlannerOnly('/planning/outlines/drawn', 400, {}),
  getOutlines: unlimitedPlannerOnly(nobodysSet, 404),
  confirmOutlineSystem: unlimitedPlannerOnly(`${nobodysSet}/system`, 404, {}),
  repairOutlines: unlimitedPlannerOnly(`${nobodysSet}/repair`, 404, {}),
  checkOutlines: unlimitedPlannerOnly(`${nobodysSet}/check`, 404),
  getOutlineResults: unlimitedPlannerOnly(`${nobodysSet}/results`, 404),
  getOutlineResult: unlimitedPlannerOnly(`${nobodysSet}/results/0`, 404),
  getOutlineFile: unlimitedPlannerOnly(`${nobodysSet}/outlines.geojson`, 404),
  getOutlineReport: unlimitedPlannerOnly(`${nobodysSet}/report.pdf`, 404),
  checkOutlineReport: unlimitedPlannerOnly(`${nobodysSet}/report/check?sha256=${'0'.repeat(64)}`, 404),
  deleteOutlines: unlimitedPlannerOnly(nobodysSet, 404),
}
