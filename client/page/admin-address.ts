/** The administration in the address: `?admin=audit` opens its page, Back closes it. */
import { effect, signal } from '@preact/signals'
import { keepInAddress } from '../address.ts'
import { viewer } from '../viewer.ts'
import { openDialog } from './open-dialog.ts'

const adminViews = ['accounts', 'tokens', 'audit', 'people'] as const
export type AdminView = (typeof adminViews)[number]

/** The open page of the administration; null while it is closed. */
export const adminView = signal<AdminView | null>(null)

const isView = (text: string): text is AdminView => adminViews.some((view) => view === text)

keepInAddress('admin', adminView, {
  write: (view) => view,
  read: (text) => (isView(text) ? text : null),
})

/**
 * Opens the administration's page of a link for administrators, and keeps it in the address while it is open.
 */
export function followAdminAddress(): void {
  const stop = effect(() => {
    const who = viewer.value
    if (adminView.peek() === null || !who) return
    if (who.roles.includes('admin')) openDialog.value = 'admin'
    else adminView.value = null
    queueMicrotask(() => stop())
  })
  let wasOpen = false
  effect(() => {
    const isOpen = openDialog.value === 'admin'
    if (isOpen) adminView.value ??= 'accounts'
    else if (wasOpen) adminView.value = null
    wasOpen = isOpen
  })
}
