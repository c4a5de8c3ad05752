/** Track points of a GPX file (1.0 and 1.1). Points without a time are skipped and counted. */
import sax from 'sax'
import { ProblemError } from '../../../errors.ts'
import type { Position } from '../../positions.ts'
import { momentOf, numberOf, positionOf } from './report.ts'

export interface ReadGpx {
  readonly positions: readonly Position[]
  readonly withoutTime: number
}

/**
 * Reads a GPX file. Throws a ProblemError of status 400 if it is not GPX, is incomplete, or has more than `most`
 * points.
 */
export function readGpx(text: string, most: number): ReadGpx {
  const parser = sax.parser(true, { xmlns: false })
  const positions: Position[] = []
  let [withoutTime, isGpx, inTime, time] = [0, false, false, '']
  let point: { lon: number | undefined; lat: number | undefined } | undefined
  parser.onerror = () => {
    throw notGpx
  }
  parser.onopentag = ({ name, attributes }) => {
    if (name === 'gpx') isGpx = true
    if (name === 'trkpt') {
      point = { lon: numberOf(attributes.lon), lat: numberOf(attributes.lat) }
      time = ''
    }
    inTime = name === 'time' && point !== undefined
  }
  parser.ontext = (part) => {
    if (inTime) time += part
  }
  parser.onclosetag = (name) => {
    if (name === 'time') inTime = false
    if (name !== 'trkpt' || !point) return
    const at = momentOf(time.trim())
    const position = at && positionOf({ at, ...point })
    if (position) positions.push(position)
    else withoutTime += 1
    point = undefined
    if (positions.length > most) throw tooManyPoints(most)
  }
  parser.write(text.replace(/^\uFEFF/, '')).close()
  if (!isGpx) throw notGpx
  return { positions, withoutTime }
}

const notGpx = new ProblemError(
  400,
  { zh: 'GPX 有误', en: 'Bad GPX' },
  {
    zh: '应为完整的 GPX 文件：根元素 gpx，内有 trk、trkseg、trkpt（各有 time）。',
    en: 'A whole GPX file was expected: the root element gpx, with trk, trkseg and trkpt, each with a time.',
  },
)

const tooManyPoints = (most: number) =>
  new ProblemError(
    413,
    { zh: '轨迹点过多', en: 'Too many track points' },
    {
      zh: `一个 GPX 文件至多 ${most} 个轨迹点，请分次上传。`,
      en: `A GPX file may have at most ${most} track points. Upload it in parts.`,
    },
  )
