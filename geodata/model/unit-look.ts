/** The tone of a unit's state, the same in the map, the legend and the desk. */
import type { unitStates } from './codes.ts'
import type { tokens } from './tokens.ts'

export const unitTone: Readonly<Record<keyof typeof unitStates, keyof (typeof tokens)['state']>> = {
  available: 'good',
  en_route: 'busy',
  on_scene: 'alert',
  off_shift: 'idle',
}
