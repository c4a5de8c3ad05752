/** Where this page's server is: at the root of its host, or behind a proxy below a path such as `/map`. */

/** Vite would take `new URL('..', import.meta.url)` for a file to build. */
const script: string = import.meta.url

/**
 * The path of the server without a slash at its end. Built scripts, whose base is relative, lie in
 * `assets/` below it, whatever the address of the page; while developing, the server is at the root.
 */
const serverPath: string =
  import.meta.env.BASE_URL === './' ? new URL('..', script).pathname.replace(/\/$/, '') : ''

/** The address of a path of the server, such as `/tiles.json`. */
export const onServer = (path: string): string => serverPath + path
