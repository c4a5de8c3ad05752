/** Files of a proposal: the model as GLB, the table of windows as CSV. */
import { glbOf } from '../../../geodata/model/massing/glb.ts'
import type { WindowResult } from '../../../geodata/model/relief/sun/study.ts'
import type { Language } from '../../../geodata/model/text.ts'
import { messages } from './messages.ts'
import type { Parcel } from './parcel.ts'
import type { SunQuestion } from './question.ts'

const PROPOSED = [0.88, 0.33, 0.17] as const
const STANDING = [0.82, 0.8, 0.76] as const

function save(name: string, bytes: BlobPart, type: string): void {
  const address = URL.createObjectURL(new Blob([bytes], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

export function saveModel(parcel: Parcel, { standing, blocks, ground, top, grid }: SunQuestion): void {
  const [east, north] = parcel.area[0]?.[0]?.[0] ?? [0, 0]
  const { datum, source, synthetic, uncertainty } = grid
  const bytes = glbOf({
    buildings: [
      ...blocks.map((rings, i) => ({
        ...{ id: `new ${i}`, name: `proposal ${i + 1}`, rings, base: ground - 6, top, colour: PROPOSED },
      })),
      ...standing.map((prism) => ({ ...prism, name: `building ${prism.id}`, colour: STANDING })),
    ],
    origin: [Math.round(east), Math.round(north)],
    about: {
      ...{ parcel: parcel.code, synthetic_parcel: parcel.synthetic },
      ...{ datum, source, synthetic, uncertainty_m: uncertainty },
    },
  })
  save(`proposal_${parcel.code}.glb`, bytes, 'model/gltf-binary')
}

const clock = (minutes: number) =>
  `${Math.floor(minutes / 60)}:${String(Math.round(minutes % 60)).padStart(2, '0')}`
const spellText = (spells: WindowResult['after']['spells']) =>
  spells.map(([from, to]) => `${clock(from)}–${clock(to)}`).join(' ')

/** Saves the table as UTF-8 with a byte order mark, as Excel reads it; method and data stand below. */
export function saveWindows(
  parcel: Parcel,
  question: SunQuestion,
  results: readonly WindowResult[],
  spoken: Language,
): void {
  const head = {
    zh: '窗,窗台高程(m),原时数(min),原最长连续(min),原时段(真太阳时),后时数(min),后最长连续(min),后时段(真太阳时),结论',
    en: 'window,sill(m),before(min),longest before(min),spells before(true solar time),after(min),longest after(min),spells after(true solar time),verdict',
  }[spoken]
  const rows = question.windows.flatMap(({ name, sill }, w) => {
    const result = results[w]
    if (!result) return []
    const { before, after, verdict } = result
    const sun = [before, after].flatMap((one) => [one.minutes, one.longest, spellText(one.spells)])
    return [[`"${name[spoken]}"`, sill.toFixed(2), ...sun, messages[verdict][spoken]].join(',')]
  })
  const { rule, day, grid } = question
  const about = [
    `${rule.title[spoken]} ${rule.source[spoken]} ${day.date}`,
    `${messages.method[spoken]}${parcel.synthetic ? ` ${messages.syntheticParcel[spoken]}` : ''}`,
    `${grid.source} ${grid.datum} ±${grid.uncertainty} m${grid.synthetic ? ` ${messages.synthetic[spoken]}` : ''}`,
  ].map((line) => `"${line}"`)
  const text = `\ufeff${[head, ...rows, '', ...about].join('\r\n')}\r\n`
  save(`sun_${parcel.code}.csv`, text, 'text/csv;charset=utf-8')
}
