/** Shares a link to the current view. */
import { addressNow } from '../address.ts'
import { messages } from '../messages.ts'
import { notify } from '../store.ts'

/** Phones and tablets have a share menu; on a desktop, the clipboard is more convenient. */
const hasShareMenu = () =>
  typeof navigator.share === 'function' && window.matchMedia('(pointer: coarse)').matches

/** Shares the link with the device's menu, or copies it; if neither works, shows it for copying by hand. */
export async function shareLink(): Promise<void> {
  const url = new URL(addressNow(), window.location.href).href
  try {
    if (hasShareMenu()) {
      await navigator.share({ title: document.title, url })
      return
    }
    await navigator.clipboard.writeText(url)
    notify({ kind: 'information', text: messages.shared })
  } catch (error) {
    // The reader closed the menu.
    if (error instanceof DOMException && error.name === 'AbortError') return
    notify({ kind: 'information', text: messages.copyByHand, copy: url })
  }
}
