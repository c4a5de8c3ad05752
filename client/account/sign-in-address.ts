/** The path `/sign-in`: opens the sign-in dialog and restores the map's address. */
import { signal } from '@preact/signals'
import { openDialog } from '../page/open-dialog.ts'
import { onServer } from '../source/server-path.ts'

/** Token of the one-time link in the address, until it is redeemed. */
export const linkToken = signal<string | null>(null)

/** Reads the address once, before the page writes its state there. */
export function followSignInAddress(): void {
  const { pathname, hash, search } = window.location
  if (pathname !== onServer('/sign-in')) return
  const written = new URLSearchParams(hash.slice(1)).get('token')
  linkToken.value = written
  // A token in the address would stay in the history and in copied links.
  window.history.replaceState(null, '', onServer(`/${search}`))
  openDialog.value = written === null ? 'sign-in' : 'link'
}
