import type { Endpoint } from './endpoint.ts'

/**
 * Returns a pattern for addresses of an endpoint's path in OpenAPI's form. As in Express, a final slash is
 * optional.
 */
export function pathPattern(path: string): RegExp {
  const escaped = path.replace(/[.*+?^$()|[\]\\]/g, '\\$&')
  return new RegExp(`^${escaped.replace(/\{\w+\}/g, '[^/]+')}/?$`)
}

/** Returns a test whether an address is answered by an endpoint mounted before the one of a path. */
export function answeredEarlier(endpoints: readonly Endpoint[], path: string): (asked: string) => boolean {
  const index = endpoints.findIndex((definition) => definition.path === path)
  const earlier = endpoints
    .slice(0, index)
    .flatMap(({ method, path: other }) => (method === 'get' ? [pathPattern(other)] : []))
  return (asked) => earlier.some((pattern) => pattern.test(asked))
}
