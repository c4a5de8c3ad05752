/**
 * Endpoints that OPTIONS offers: writes only to viewers who may use them. Whether a certain row may be
 * written is decided by the write itself.
 */
import type { IncomingMessage } from 'node:http'
import { hasRole } from '../../geodata/access/viewer.ts'
import type { Endpoint } from '../http/endpoint.ts'
import type { Access } from './access.ts'
import { isKnown } from './refusal.ts'
import { identified } from './viewer.ts'

/**
 * Returns those of some endpoints that the sender of a request may use. Throws the errors of `access` for
 * invalid credentials.
 */
export async function offeredTo(
  access: Access,
  request: IncomingMessage,
  endpoints: readonly Endpoint[],
): Promise<readonly Endpoint[]> {
  const viewer = await identified(access, request)
  return endpoints.filter((definition) => {
    if (definition.method === 'get' || definition.secured === undefined) return true
    if (!isKnown(viewer) || access.hasScope?.(request, definition.method.toUpperCase()) === false)
      return false
    return definition.writers?.some((role) => hasRole(viewer, role)) ?? true
  })
}
