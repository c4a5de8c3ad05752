/** Reads place and time from the metadata of a photo, and removes the metadata. */
import readExif from 'exif-reader'
import sharp from 'sharp'
import { ProblemError } from '../../errors.ts'

export const photoTypes = ['image/jpeg', 'image/png', 'image/webp'] as const
export const MAX_PHOTO_BYTES = 15 * 1024 * 1024
const MAX_PIXELS = 50_000_000
/** Maximum side of a stored photo in pixels. */
const MAX_SIDE = 2_560
const QUALITY = 82
/** First year of Exif. A camera without a set clock writes zeros, which exif-reader reads as 1899. */
const FIRST_YEAR = 1995

interface Place {
  readonly lon: number
  readonly lat: number
}

interface ReadPhoto {
  readonly jpeg: Buffer
  readonly width: number
  readonly height: number
  readonly place: Place | null
  readonly takenAt: string | null
}

/**
 * Returns the photo as upright JPEG without metadata, at most 2,560 pixels a side, with place (WGS 84) and time of
 * the metadata. Throws ProblemErrors: 413 for too many pixels, 422 if the bytes are no picture.
 */
export async function readPhoto(bytes: Buffer): Promise<ReadPhoto> {
  // Reads only the header, without a limit, so that the error can name the number of pixels.
  const metadata = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch(() => {
      throw noPhoto
    })
  if (metadata.width * metadata.height > MAX_PIXELS) throw tooManyPixels(metadata.width, metadata.height)
  const { data, info } = await sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
    .rotate()
    .resize(MAX_SIDE, MAX_SIDE, { fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: QUALITY })
    .toBuffer({ resolveWithObject: true })
    .catch(() => {
      throw noPhoto
    })
  return { jpeg: data, width: info.width, height: info.height, ...notesOf(metadata.exif) }
}

function notesOf(exif: Buffer | undefined): Pick<ReadPhoto, 'place' | 'takenAt'> {
  if (exif === undefined) return { place: null, takenAt: null }
  try {
    const { GPSInfo, Photo } = readExif(exif)
    const lon = degrees(GPSInfo?.GPSLongitude, GPSInfo?.GPSLongitudeRef === 'W', 180)
    const lat = degrees(GPSInfo?.GPSLatitude, GPSInfo?.GPSLatitudeRef === 'S', 90)
    const taken = Photo?.DateTimeOriginal
    const isTime = taken instanceof Date && taken.getUTCFullYear() >= FIRST_YEAR
    return {
      place: lon === undefined || lat === undefined ? null : { lon, lat },
      takenAt: isTime ? taken.toISOString().slice(0, 19) : null,
    }
  } catch {
    // Unreadable metadata count as missing.
    return { place: null, takenAt: null }
  }
}

function degrees(parts: unknown, isNegative: boolean, most: number): number | undefined {
  if (!Array.isArray(parts) || parts.length === 0) return undefined
  const [whole = 0, minutes = 0, seconds = 0] = parts.map(Number)
  const value = (isNegative ? -1 : 1) * (whole + minutes / 60 + seconds / 3600)
  return Number.isFinite(value) && Math.abs(value) <= most ? Math.round(value * 1e6) / 1e6 : undefined
}

const noPhoto = new ProblemError(
  422,
  { zh: '无法读取照片', en: 'No photo' },
  {
    zh: '内容应为完整的 JPEG、PNG 或 WebP 图片，收到的无法读取。',
    en: 'The body should be a whole JPEG, PNG or WebP picture, but it cannot be read.',
  },
)

const tooManyPixels = (width: number, height: number) =>
  new ProblemError(
    413,
    { zh: '照片像素过多', en: 'Too many pixels' },
    {
      zh: `照片最多 ${MAX_PIXELS / 1e4} 万像素，收到的是 ${width} × ${height}。`,
      en: `A photo can have at most ${MAX_PIXELS / 1e6} million pixels, but was ${width} × ${height}.`,
    },
  )
