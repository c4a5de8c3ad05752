/** Which requests the service worker answers, and how. Everything else goes to the network as if it were not there. */

/**
 * `page` and `file`: the network first, the copy without one. `asset`: the copy first, since its name has its
 * hash.
 */
type ShellKind = 'page' | 'file' | 'asset'

/** Of the page, and symbols and fonts of the map. */
const files = /^(theme\.js|icon\.svg|manifest\.webmanifest|sprites\/[^/]+|fonts\/.+)$/

/**
 * Returns how a request is answered; null: not by the service worker. Only the page itself, which is the same for
 * everyone, and its files are kept; data and tiles never are. `scope`: the URL of the server's root.
 */
export function shellKind(
  { method, mode, url }: Pick<Request, 'method' | 'mode' | 'url'>,
  scope: string,
): ShellKind | null {
  if (method !== 'GET') return null
  const [asked, root] = [new URL(url), new URL(scope)]
  if (asked.origin !== root.origin || !asked.pathname.startsWith(root.pathname)) return null
  const path = asked.pathname.slice(root.pathname.length)
  if (mode === 'navigate') return path === '' ? 'page' : null
  if (files.test(path)) return 'file'
  return path.startsWith('assets/') ? 'asset' : null
}
