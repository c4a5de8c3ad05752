/** Matches addresses of an endpoint's path, in OpenAPI's form, as Express does: with or without a slash at their end. */
export function pathPattern(path: string): RegExp {
  const escaped = path.replace(/[.*+?^$()|[\]\\]/g, '\\$&')
  return new RegExp(`^${escaped.replace(/\{\w+\}/g, '[^/]+')}/?$`)
}
