/** The address `/sign-in`: opens the way in over the map, and leaves the address as that of the map. */
import { signal } from '@preact/signals'
import { openDialog } from '../page/open-dialog.ts'
import { onServer } from '../source/server-path.ts'

/** The token of the one-time link that the page was opened with, until it is redeemed. */
export const linkToken = signal<string | null>(null)

/** Reads the address once, before the page writes its own state there. */
export function followSignInAddress(): void {
  const { pathname, hash, search } = window.location
  if (pathname !== onServer('/sign-in')) return
  const written = new URLSearchParams(hash.slice(1)).get('token')
  linkToken.value = written
  // A token in the address would stay in the history and be copied along with it.
  window.history.replaceState(null, '', onServer(`/${search}`))
  openDialog.value = written === null ? 'sign-in' : 'link'
}
