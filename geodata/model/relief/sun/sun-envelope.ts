/** The envelope of heights on a parcel under which any building leaves every neighbour its hours. */
import type { Prism } from './casters.ts'
import { criticalHeights } from './critical.ts'
import { bitAt } from './spells.ts'
import type { StudyGround, StudyRule } from './study.ts'
import { type HeightSearch, tallestBlock } from './tallest.ts'
import { litWindows } from './windows.ts'

export interface EnvelopeCell {
  readonly rings: Prism['rings']
  /** Top in metres in the datum of the ground. */
  readonly top: number
}

/**
 * Returns the top of each cell of the parcel. Each window keeps the samples that it would have beside the tallest
 * block on the whole parcel; no cell cuts them, so all cells together leave every window its hours. It is one
 * envelope of many: a window could keep other samples instead.
 */
export function sunEnvelope(
  ground: StudyGround,
  parcel: Prism['rings'],
  cells: readonly Prism['rings'][],
  rule: StudyRule,
  search: HeightSearch,
): EnvelopeCell[] {
  const { samples, windows } = ground
  const block = tallestBlock(ground, [parcel], rule, search)
  const before = litWindows(windows, ground.standing, samples, ground.horizon)
  const whole = criticalHeights(windows, [parcel], samples)
  return cells.map((rings) => {
    const critical = criticalHeights(windows, [rings], samples)
    let top = search.most
    for (let w = 0; w < windows.length; w++)
      for (let k = 0; k < samples.count; k++) {
        const at = w * samples.count + k
        const isKept = bitAt(before.bits, w * before.words, k) && (whole[at] ?? 0) >= block.top
        if (isKept && (critical[at] ?? 0) < top) top = critical[at] ?? 0
      }
    return { rings, top: Math.max(block.top, Math.floor(top / search.step) * search.step) }
  })
}
