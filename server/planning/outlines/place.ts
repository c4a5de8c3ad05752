/** Places outlines in WGS 84 by a confirmed system, and finds their faults and repairs. */
import type { OutlineFile } from '../../../geodata/import/read-outlines.ts'
import type { OutlineFaultAnswer } from '../../../geodata/model/answers/planning-outlines.ts'
import { faultsBetween } from '../../../geodata/model/planning/outline/between.ts'
import { faultsOf } from '../../../geodata/model/planning/outline/faults.ts'
import { type Fault, type Outline, outlineFaults } from '../../../geodata/model/planning/outline/outline.ts'
import { repairOutline } from '../../../geodata/model/planning/outline/repair.ts'
import {
  isCertainSystem,
  placing,
  type SystemChoice,
} from '../../../geodata/model/planning/outline/systems.ts'
import { ProblemError } from '../../errors.ts'
import type { Findings } from './rows.ts'

const MAX_FAULTS = 1_000

/** Throws ProblemErrors of status 400 and 409 if the system is unknown, uncertain, or leads nowhere. */
export function placeOutlines(source: OutlineFile, choice: SystemChoice): Outline[] {
  const isCertain = choice.crs === 'file' ? source.declared?.isCertain : isCertainSystem(choice.crs)
  if (isCertain === undefined) throw unknownSystem(choice.crs)
  if (!isCertain && choice.towgs84 === undefined) throw needsParameters(choice.crs)
  const place = placing(choice, source.declared?.wkt)
  return source.outlines.map(({ name, parts }) => ({
    name,
    parts: parts.map((part) =>
      part.map((ring) =>
        ring.map(([x = Number.NaN, y = Number.NaN]) => {
          const [longitude, latitude] = place([x, y])
          if (!(Math.abs(longitude) <= 180 && Math.abs(latitude) <= 85)) throw offTheEarth(choice.crs, x, y)
          return [round(longitude), round(latitude)] as const
        }),
      ),
    ),
  }))
}

/** To a hundredth of a millimetre. */
const round = (degrees: number) => Math.round(degrees * 1e10) / 1e10

/** Finds faults of each outline and between them, and what a repair would change. */
export function findingsOf(outlines: readonly Outline[]): Findings {
  const faults = [...outlines.flatMap((outline, i) => faultsOf(outline, i)), ...faultsBetween(outlines)]
  const faulty = new Set(faults.map(({ outline }) => outline))
  const repairs = [...faulty]
    .sort((a, b) => a - b)
    .flatMap((ordinal) => {
      const outline = outlines[ordinal]
      const gaps = faults.filter((fault) => fault.outline === ordinal && fault.code === 'outlines_gap')
      const repair =
        outline &&
        repairOutline(
          outline,
          gaps.flatMap(({ shape }) => shape),
        )
      if (!repair) return []
      const { outline: repaired, codes, ...change } = repair
      return [{ outline: ordinal, codes: [...codes], ...change, parts: plain(repaired.parts) }]
    })
  return { faults: faults.slice(0, MAX_FAULTS).map(faultAnswer), fault_count: faults.length, repairs }
}

export const plain = (parts: Outline['parts']): [number, number][][][] =>
  parts.map((part) => part.map((ring) => ring.map(([x, y]): [number, number] => [x, y])))

const faultAnswer = ({ at: [x, y], shape, ...fault }: Fault): OutlineFaultAnswer => ({
  ...fault,
  at: [x, y],
  blocks: outlineFaults[fault.code].blocks,
  shape: plain(shape),
})

const unknownSystem = (crs: string) =>
  new ProblemError(
    400,
    { zh: '坐标系有误', en: 'Unknown coordinate system' },
    {
      zh: `坐标系应为候选之一（EPSG 代码、GCJ-02、BD-09 或 file），收到的是“${crs}”。`,
      en: `The system should be one of the candidates (an EPSG code, GCJ-02, BD-09 or file), but was "${crs}".`,
    },
  )

const needsParameters = (crs: string) =>
  new ProblemError(
    409,
    { zh: '缺少转换参数', en: 'Parameters are missing' },
    {
      zh: `${crs} 到 CGCS2000 需要地方参数，否则会偏移几十米。请给出三参数或七参数（towgs84），或先转换文件。`,
      en: `${crs} needs local parameters to CGCS2000; without them it would be tens of metres off. Give three or seven parameters (towgs84), or convert the file first.`,
    },
  )

const offTheEarth = (crs: string, x: number, y: number) =>
  new ProblemError(
    409,
    { zh: '坐标不在此坐标系内', en: 'Coordinates outside the system' },
    {
      zh: `坐标 ${x}, ${y} 不可能是 ${crs}。请选择别的坐标系。`,
      en: `The coordinates ${x}, ${y} cannot be in ${crs}. Choose another system.`,
    },
  )
