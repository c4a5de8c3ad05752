/** Hands on a link to what the reader sees. */
import { addressNow } from '../address.ts'
import { messages } from '../messages.ts'
import { notify } from '../store.ts'

/** Phones and tablets have a menu of programs that take a link; a desktop's clipboard is nearer. */
const hasShareMenu = () =>
  typeof navigator.share === 'function' && window.matchMedia('(pointer: coarse)').matches

/** Shares the link by the device's menu, or copies it; shows it to be copied by hand where neither works. */
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
