/** What a client prefers of a change (RFC 7240). */
import type { Request, Response } from 'express'

export interface Preferences {
  /** `strict` refuses what cannot be written, `lenient` leaves it out; neither refuses unknown members only. */
  readonly handling: 'strict' | 'lenient' | undefined
  readonly representation: boolean
}

/** Reads the Prefer header and says in the answer what of it was applied. */
export function readPreferences(request: Request, response: Response): Preferences {
  const asked = new Map<string, string>()
  for (const part of (request.get('prefer') ?? '').split(/[,;]/)) {
    const [, name = '', value = ''] = /^\s*([\w-]+)\s*=\s*"?([\w-]+)"?\s*$/.exec(part) ?? []
    // The first of several counts.
    if (!asked.has(name)) asked.set(name, value)
  }
  const handling = asked.get('handling')
  const applied = [
    ...(handling === 'strict' || handling === 'lenient' ? [`handling=${handling}`] : []),
    ...(asked.get('return') === 'representation' ? ['return=representation'] : []),
  ]
  if (applied.length > 0) response.set('Preference-Applied', applied.join(', '))
  return {
    handling: handling === 'strict' || handling === 'lenient' ? handling : undefined,
    representation: asked.get('return') === 'representation',
  }
}
