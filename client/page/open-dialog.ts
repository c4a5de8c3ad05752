/** Which dialog is open, and the properties of every dialog. */
import { signal } from '@preact/signals'

export type DialogId = 'sign-in' | 'link' | 'account' | 'admin'

export interface DialogProps {
  readonly onClose: () => void
}

export const openDialog = signal<DialogId | null>(null)
