/** Synthetic parcels as a table without a coordinate system: plane coordinates of EPSG:4549, text in GBK. */

/** 地块 and 青山 in GBK. */
const TITLE = Buffer.from([0xb5, 0xd8, 0xbf, 0xe9])
const NAME = Buffer.from([0xc7, 0xe0, 0xc9, 0xbd])

/** Returns squares of 40 m in rows of 50, by default at Qingshan Lake (east, north in metres). */
export function parcelsCsv(
  count: number,
  [east, north]: readonly [number, number] = [477_900, 3_346_600],
): Buffer {
  const lines = Array.from({ length: count }, (_, i) => {
    const [x, y] = [east + 50 * (i % 50), north + 50 * Math.floor(i / 50)]
    const ring = [
      [x, y],
      [x + 40, y],
      [x + 40, y + 40],
      [x, y + 40],
      [x, y],
    ].map((at) => at.join(' '))
    const code = `330112001001GB${String(i + 1).padStart(5, '0')}`
    return [Buffer.from(`${code},0701,built,"POLYGON((${ring.join(', ')}))",`), NAME, Buffer.from('\n')]
  })
  return Buffer.concat([
    Buffer.from('parcel_code,land_use,state,wkt,'),
    TITLE,
    Buffer.from('\n'),
    ...lines.flat(),
  ])
}
