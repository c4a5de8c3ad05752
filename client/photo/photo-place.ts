/**
 * Reads where a photo was taken from its Exif metadata (CIPA DC-008), which the server removes. WGS 84 degrees.
 */

export interface PhotoPlace {
  readonly lon: number
  readonly lat: number
}

/** Exif is at the beginning of a JPEG file. */
const HEAD_BYTES = 256 * 1024
const [APP1, START_OF_SCAN] = [0xffe1, 0xffda]
const EXIF = 0x45786966
const GPS_DIRECTORY = 0x8825
const [LATITUDE_REF, LATITUDE, LONGITUDE_REF, LONGITUDE] = [1, 2, 3, 4]
/** Bytes of a directory entry. */
const ENTRY = 12

/** Returns the offset of the TIFF header in a JPEG file; null without Exif. */
function tiffOffset(view: DataView): number | null {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return null
  for (let at = 2; at + 10 <= view.byteLength; ) {
    const marker = view.getUint16(at)
    if (marker === START_OF_SCAN || marker < 0xff00) return null
    if (marker === APP1 && view.getUint32(at + 4) === EXIF) return at + 10
    at += 2 + view.getUint16(at + 2)
  }
  return null
}

/** Returns the offset of each directory entry by its tag. */
function entriesOf(view: DataView, at: number, little: boolean): Map<number, number> {
  const count = view.getUint16(at, little)
  const entries = Array.from({ length: Math.min(count, 200) }, (_, n) => at + 2 + n * ENTRY)
  return new Map(entries.map((entry) => [view.getUint16(entry, little), entry]))
}

function readGps(view: DataView): PhotoPlace | null {
  const tiff = tiffOffset(view)
  if (tiff === null) return null
  const little = view.getUint16(tiff) === 0x4949
  const first = entriesOf(view, tiff + view.getUint32(tiff + 4, little), little)
  const pointer = first.get(GPS_DIRECTORY)
  if (pointer === undefined) return null
  const gps = entriesOf(view, tiff + view.getUint32(pointer + 8, little), little)
  const degrees = (tag: number, refTag: number, negative: string, most: number): number | null => {
    const [entry, ref] = [gps.get(tag), gps.get(refTag)]
    if (entry === undefined) return null
    const values = tiff + view.getUint32(entry + 8, little)
    const part = (n: number) =>
      view.getUint32(values + 8 * n, little) / view.getUint32(values + 8 * n + 4, little)
    const value = part(0) + part(1) / 60 + part(2) / 3600
    const sign = ref !== undefined && view.getUint8(ref + 8) === negative.charCodeAt(0) ? -1 : 1
    return Number.isFinite(value) && value <= most ? sign * value : null
  }
  const lat = degrees(LATITUDE, LATITUDE_REF, 'S', 90)
  const lon = degrees(LONGITUDE, LONGITUDE_REF, 'W', 180)
  // Cameras without a GPS fix write zeros.
  return lat === null || lon === null || (lat === 0 && lon === 0) ? null : { lon, lat }
}

/** Returns where a JPEG photo was taken; null if the metadata have no place. */
export async function photoPlace(photo: Blob): Promise<PhotoPlace | null> {
  const head = await photo.slice(0, HEAD_BYTES).arrayBuffer()
  try {
    return readGps(new DataView(head))
  } catch {
    // Truncated metadata count as missing.
    return null
  }
}
