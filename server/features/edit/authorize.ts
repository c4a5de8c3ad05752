/** Checks by roles who may write a layer; PostgreSQL checks each row. */
import type { IncomingMessage } from 'node:http'
import { hasRole } from '../../../geodata/access/viewer.ts'
import type { Layer } from '../../../geodata/model/layer.ts'
import type { Role } from '../../../geodata/model/roles.ts'
import { refusal } from '../../access/refusal.ts'
import { viewerOf } from '../../access/viewer.ts'
import { refuseUnreadable } from '../../access/visibility.ts'
import { ProblemError } from '../../errors.ts'

/**
 * Returns the sender's role that allows writing. Throws a ProblemError: 401 for unknown senders, 403 for
 * senders without such a role.
 */
export function writerOf(layer: Layer, request: IncomingMessage): Role {
  const viewer = viewerOf(request)
  const writers = layer.writableBy ?? []
  const role = viewer.role === 'admin' ? 'admin' : writers.find((one) => hasRole(viewer, one))
  if (role !== undefined) return role
  refuseUnreadable(viewer, [layer])
  const may = writers.join(', ')
  throw refusal(viewer, {
    zh: `${layer.title.zh}只能由下列角色修改：${may}。`,
    en: `${layer.title.en} can be changed only by these roles: ${may}.`,
  })
}

/** Creates the 403 for a row that is, or would be, outside the limits of the writer's account. */
export const outsideLimits = (layer: Layer) =>
  new ProblemError(
    403,
    { zh: '超出权限范围', en: 'Outside your limits' },
    {
      zh: `您的账户不能这样修改${layer.title.zh}：该要素在您获准的${limitName(layer).zh}之外，或会移到其外。`,
      en: `Your account may not make this change to ${layer.title.en.toLowerCase()}: the feature is, or would be, outside your ${limitName(layer).en}.`,
    },
  )

const limitName = ({ restricted }: Layer) =>
  restricted?.limit === 'zones' ? { zh: '片区', en: 'zones' } : { zh: '乡镇街道', en: 'towns' }
