/** The Prefer header of a change (RFC 7240). */
import type { Request, Response } from 'express'

export interface Preferences {
  /**
   * `strict` refuses properties that cannot be written, `lenient` ignores them; undefined refuses unknown
   * ones only.
   */
  readonly handling: 'strict' | 'lenient' | undefined
  readonly representation: boolean
}

/** Reads the Prefer header and sets Preference-Applied in the answer. */
export function readPreferences(request: Request, response: Response): Preferences {
  const asked = new Map<string, string>()
  for (const part of (request.get('prefer') ?? '').split(/[,;]/)) {
    const [, name = '', value = ''] = /^\s*([\w-]+)\s*=\s*"?([\w-]+)"?\s*$/.exec(part) ?? []
    // Of repeated preferences, the first one counts.
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
