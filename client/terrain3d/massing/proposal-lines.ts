/** The proposal and its neighbours' windows as lines over the model. */
import type { Massing } from '../../../geodata/model/massing/proposal.ts'
import type { WindowResult } from '../../../geodata/model/relief/sun/study.ts'
import type { ToolContext } from '../tool.ts'
import type { Parcel } from './parcel.ts'
import type { SunQuestion } from './question.ts'

type Line = Parameters<ToolContext['overlay']['lines']>[0][number]

const PARCEL = '#1f6f54'
const BLOCK = '#e0552b'
/** Readable on both themes, and told apart without colour by the list beside the model. */
const colours = { loses: '#d7263d', worse: '#e08e0b', short: '#8a8f98', keeps: '#1b9e4b' } as const

const closed = <Point>(ring: readonly Point[]): Point[] => [...ring, ...ring.slice(0, 1)]

export function proposalLines(parcel: Parcel, massing: Massing, ground: number): Line[] {
  const rings = (area: Parcel['area'], height: number, colour: string): Line[] =>
    area.flat().map((ring) => ({
      colour,
      points: closed(ring).map(([x, y]) => [x, y, height] as const),
    }))
  const top = ground + massing.height_m
  const edges = massing.blocks.flat(2).map(
    ([x, y]): Line => ({
      colour: BLOCK,
      width: 2,
      points: [
        [x, y, ground],
        [x, y, top],
      ],
    }),
  )
  const block = massing.height_m > 0 ? [...rings(massing.blocks, top, BLOCK), ...edges] : []
  return [...rings(parcel.area, ground, PARCEL), ...rings(massing.blocks, ground, BLOCK), ...block]
}

export function windowLines(question: SunQuestion, results: readonly WindowResult[]): Line[] {
  return question.windows.flatMap(({ ends: [ax, ay, bx, by], sill }, w) => {
    const result = results[w]
    if (!result) return []
    const points = [
      [ax, ay, sill],
      [bx, by, sill],
    ] as const
    return [{ colour: colours[result.verdict], width: 4, points }]
  })
}
