/** Rows about extracts: everyone asks, about ground with drafts of the own and of the other town. */
import type { Place } from './matrix-actors.ts'
import { atAnyPlace, type Row } from './matrix-row.ts'

type Corner = readonly [number, number]
const corners: Readonly<Record<Place, readonly [Corner, Corner, Corner, Corner]>> = {
  own: [
    [119.765, 30.235],
    [119.785, 30.235],
    [119.785, 30.255],
    [119.765, 30.235],
  ],
  foreign: [
    [119.69, 30.235],
    [119.71, 30.235],
    [119.71, 30.255],
    [119.69, 30.235],
  ],
}
const area = (place: Place) => corners[place].map((point) => point.join(',')).join(';')
const asked = (path: string): Row => ({
  ask: (place) => ({ path: path + area(place) }),
  expect: () => 200,
})
const drawn = { outline: { type: 'Polygon', coordinates: [corners.own] } }

export const extractRows: Readonly<Record<string, Row>> = {
  getExtract: asked('/planning/extract?area='),
  getExtractAsPdf: asked('/planning/extract.pdf?area='),
  getMapPicture: {
    ask: (place) => {
      const [[west], , [east, north]] = corners[place]
      return { path: `/pictures/map?f=svg&layers=plans,parcels&bbox=${west},30.235,${east},${north}` }
    },
    expect: () => 200,
  },
  postExtract: atAnyPlace('/planning/extract', () => 200, drawn),
  checkExtract: asked(`/planning/extract/check?sha256=${'0'.repeat(64)}&area=`),
}
