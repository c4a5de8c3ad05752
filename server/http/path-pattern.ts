import type { Endpoint } from './endpoint.ts'

/** Matches addresses of an endpoint's path, in OpenAPI's form, as Express does: with or without a slash at their end. */
export function pathPattern(path: string): RegExp {
  const escaped = path.replace(/[.*+?^$()|[\]\\]/g, '\\$&')
  return new RegExp(`^${escaped.replace(/\{\w+\}/g, '[^/]+')}/?$`)
}

/** Whether an address is answered by an endpoint that is mounted before the one of a path. */
export function takenBefore(endpoints: readonly Endpoint[], path: string): (asked: string) => boolean {
  const index = endpoints.findIndex((definition) => definition.path === path)
  const earlier = endpoints
    .slice(0, index)
    .flatMap(({ method, path: other }) => (method === 'get' ? [pathPattern(other)] : []))
  return (asked) => earlier.some((pattern) => pattern.test(asked))
}
