/** The study and its inverse, as the worker carries them out. */
import { terrainHorizon } from '../../../geodata/model/relief/sun/horizon.ts'
import { sunSamples } from '../../../geodata/model/relief/sun/samples.ts'
import { type StudyGround, studySun, type WindowResult } from '../../../geodata/model/relief/sun/study.ts'
import { type TallestBlock, tallestBlock } from '../../../geodata/model/relief/sun/tallest.ts'
import type { SunWindowLine } from '../../../geodata/model/relief/sun/windows.ts'
import type { SunQuestion } from './question.ts'

/** Highest block in metres that is asked for. */
const MOST = 150
/** Metres; heights of plans are stated in tenths. */
const STEP = 0.1

function groundOfStudy({ windows, standing, grid, place, day }: SunQuestion): StudyGround {
  const samples = sunSamples(day, ...place)
  // Hills are far: windows of a building see the same horizon, from the middle of its first window.
  const horizons: Record<string, Float32Array> = {}
  for (const { building, ends, sill } of windows) {
    const middle = [(ends[0] + ends[2]) / 2, (ends[1] + ends[3]) / 2, sill] as const
    horizons[building] ??= terrainHorizon(grid, middle, samples)
  }
  const horizon = ({ building }: SunWindowLine) => horizons[building] ?? new Float32Array(samples.count)
  return { windows, standing, samples, horizon }
}

/** Returns the sun of each window before and after the proposal. */
export function studyProposal(question: SunQuestion): WindowResult[] {
  const { blocks, ground, top, rule } = question
  const proposal = blocks.map((rings, i) => ({ id: `new ${i}`, rings, base: ground - 6, top }))
  return studySun(groundOfStudy(question), proposal, rule)
}

/** Returns the tallest top of the blocks that leaves every window its hours. */
export function allowedHeight(question: SunQuestion): TallestBlock {
  const { blocks, ground, rule } = question
  const search = { ground, most: ground + MOST, step: STEP }
  return tallestBlock(groundOfStudy(question), blocks, rule, search)
}
