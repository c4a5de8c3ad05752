/** Writes the report lines about an elevation file. */
import type { Text } from '../../model/text.ts'
import type { Elevations } from './read.ts'

const metres = (value: number) => value.toFixed(1)

/** Returns the range of elevations, the conversion to metres, the vertical datum, and gaps. */
export function elevationLines({ range, band, isTurned, datum, notes }: Elevations): Text[] {
  const { lowest, highest, cells, voids } = range
  const span = `${metres(lowest)} … ${metres(highest)} m`
  const unmarked = voids > 0 && !band.marksGaps
  return [
    {
      zh: `高程 ${span}；${unitOf(band).zh}；高程基准：${datum?.zh ?? '文件未注明'}，未作换算`,
      en: `Elevations ${span}; ${unitOf(band).en}; vertical datum: ${datum?.en ?? 'not stated'}, not converted`,
    },
    isTurned
      ? turned
      : {
          zh: `文件采样 ${cells + voids}，其中空值 ${voids}${unmarked ? '（文件未标记，按数值判断）' : ''}`,
          en: `Samples of the file: ${cells + voids}, of which ${voids} are gaps${unmarked ? ' (not marked, detected by their values)' : ''}`,
        },
    ...notes,
  ]
}

const turned = {
  zh: '文件的格网不是正北朝上，已按最近的采样转正（位置误差不超过四分之一格）',
  en: 'The grid of the file is rotated; the nearest samples were copied to a north-up grid (within a quarter of a cell)',
}

function unitOf({ unit, metresOfUnit, scale, offset }: Elevations['band']): Text {
  const isScaled = scale !== 1 || offset !== 0
  const stated =
    unit === undefined
      ? { zh: '文件未注明单位，按米计', en: 'no unit stated, taken as metres' }
      : metresOfUnit === 1
        ? { zh: `单位为 ${unit}`, en: `in ${unit}` }
        : { zh: `单位 ${unit} 已换算为米`, en: `converted from ${unit}` }
  if (!isScaled) return stated
  return {
    zh: `${stated.zh}，已按比例 ${scale} 和偏移 ${offset} 换算`,
    en: `${stated.en}, with scale ${scale} and offset ${offset} applied`,
  }
}
