/** The sentence of a fault. */
import type { Text } from '../../text.ts'
import { type Fault, outlineFaults } from './outline.ts'

/** Names part and ring from 1, as readers count. */
export function faultText({ code, part, ring }: Pick<Fault, 'code' | 'part' | 'ring'>): Text {
  const { title, repair } = outlineFaults[code]
  const zhPlace = [part === null ? '' : `第 ${part + 1} 部分`, ring === null ? '' : `第 ${ring + 1} 圈`].join(
    '',
  )
  const enPlace = [ring === null ? '' : `ring ${ring + 1}`, part === null ? '' : `part ${part + 1}`]
    .filter((one) => one !== '')
    .join(' of ')
  return {
    zh: `${zhPlace}${title.zh}${repair ? `；修复：${repair.zh}` : ''}`,
    en: `${title.en}${enPlace === '' ? '' : ` (${enPlace})`}${repair ? `. Repair: ${lowerFirst(repair.en)}` : ''}`,
  }
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

/** Names both outlines and the area in m². */
export function betweenText(
  code: 'outlines_overlap' | 'outlines_gap',
  [one, other]: readonly [string, string],
  area: number,
): Text {
  const size = area.toFixed(2)
  return code === 'outlines_overlap'
    ? { zh: `“${one}”与“${other}”重叠 ${size} m²`, en: `"${one}" and "${other}" overlap by ${size} m²` }
    : {
        zh: `“${one}”与“${other}”之间有缝隙 ${size} m²；修复：并入“${one}”`,
        en: `There is a gap of ${size} m² between "${one}" and "${other}". Repair: add it to "${one}"`,
      }
}
