/** How incidents are shown on paper: heat has no figures to read there, so that hexagons take its place. */
import type { DeskContext } from '../desk.ts'
import type { Display } from './choices.ts'
import type { PatrolState } from './patrol-state.ts'

export function shownDisplay({ printing }: DeskContext, { display }: PatrolState): Display {
  return printing.value && display.value === 'heat' ? 'hexagons' : display.value
}
