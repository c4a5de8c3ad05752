/** The reader's choices in the 3D desk, kept while other desks are open, and in the address. */
import { signal } from '@preact/signals'
import { keepInAddress } from '../address.ts'
import { createChoices, dateCodec, exaggerationCodec, shownCodec, timeCodec } from './choices.ts'
import { type Eye, eyeCodec } from './eye.ts'
import { civilDate } from './sun.ts'
import { tools } from './tools.ts'

const today = civilDate(new Date())
export const choices = createChoices(today)
/** Null for the initial view of the whole model. */
export const eye = signal<Eye | null>(null)

/** Id of the open tool of analysis; null for none. */
export const chosenTool = signal<string | null>(null)

keepInAddress('eye', eye, eyeCodec, 'terrain3d')
keepInAddress('sun-date', choices.date, dateCodec(today), 'terrain3d')
keepInAddress('sun-time', choices.minutes, timeCodec, 'terrain3d')
keepInAddress('exaggeration', choices.exaggeration, exaggerationCodec, 'terrain3d')
keepInAddress('model-buildings', choices.buildings, shownCodec, 'terrain3d')
keepInAddress('model-names', choices.labels, shownCodec, 'terrain3d')
keepInAddress(
  'tool',
  chosenTool,
  { write: (id) => id, read: (text) => (tools.some(({ id }) => id === text) ? text : null) },
  'terrain3d',
)
