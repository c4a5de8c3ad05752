/** Which dialog is open, and the properties of every dialog. */
import { signal } from '@preact/signals'
import type { MapAccess } from '../desk.ts'

export type DialogId = 'sign-in' | 'link' | 'account' | 'admin' | 'print' | 'duty' | 'report'

export interface DialogProps {
  readonly onClose: () => void
  /** Null until the map has started, and in a browser that cannot draw it. */
  readonly map: MapAccess | null
}

export const openDialog = signal<DialogId | null>(null)
