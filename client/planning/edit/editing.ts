/** The feature whose attributes are being changed; null if none. */
import { signal } from '@preact/signals'
import type { FeatureReference } from '../../desk.ts'

export interface Editing {
  readonly reference: FeatureReference
  /** Called after a change was stored. */
  readonly onSaved: () => void
}

export const editing = signal<Editing | null>(null)
