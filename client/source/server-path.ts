/** Path of this page's server: the root of its host, or a path behind a proxy, such as `/map`. */

/** A variable, because Vite would treat `new URL('..', import.meta.url)` as an asset. */
const script: string = import.meta.url

/**
 * The path of the server without a trailing slash. Built scripts are in `assets/` below it, whatever
 * the address of the page; in development, the server is at the root.
 */
const serverPath: string =
  import.meta.env.BASE_URL === './' ? new URL('..', script).pathname.replace(/\/$/, '') : ''

/** Returns the URL of a path of the server, such as `/tiles.json`. */
export const onServer = (path: string): string => serverPath + path
