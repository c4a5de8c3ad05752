/** Display of incidents on printed maps: hexagons with counts replace the heat map, which has no numbers. */
import type { DeskContext } from '../desk.ts'
import type { Display } from './choices.ts'
import type { PatrolState } from './patrol-state.ts'

export function shownDisplay({ printing }: DeskContext, { display }: PatrolState): Display {
  return printing.value && display.value === 'heat' ? 'hexagons' : display.value
}
