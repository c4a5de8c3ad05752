/** Roles by the bearer tokens of the settings. */
import { createHash } from 'node:crypto'
import type { Role } from '../../geodata/model/roles.ts'
import { publicViewer, type Viewer } from '../../geodata/viewer.ts'
import { type Access, notRecognised } from './access.ts'

export interface AccessToken {
  readonly role: Exclude<Role, 'public'>
  /** Of the token's UTF-8 bytes, in lower-case hex: the settings never hold the token itself. */
  readonly sha256: string
}

/** Access by tokens that each stand for one role without limits and for no account. */
export function accessByTokens(tokens: readonly AccessToken[]): Access {
  const viewers = new Map(tokens.map(({ role, sha256 }): [string, Viewer] => [sha256, { role }]))
  return {
    identify({ headers: { authorization } }) {
      if (authorization === undefined) return publicViewer
      const token = /^Bearer +(\S+) *$/i.exec(authorization)?.[1]
      const viewer = token && viewers.get(createHash('sha256').update(token).digest('hex'))
      if (!viewer) throw notRecognised()
      return viewer
    },
  }
}
