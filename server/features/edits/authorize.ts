/** Who may write a layer. */
import type { IncomingMessage } from 'node:http'
import type { Layer } from '../../../geodata/model/layer.ts'
import type { Role } from '../../../geodata/model/roles.ts'
import type { Access } from '../../access/access.ts'
import { ProblemError } from '../../errors.ts'

/** The role that asks. Throws a ProblemError: 401 for nobody known, 403 for a role that may not write. */
export function writerOf(layer: Layer, access: Access, request: Pick<IncomingMessage, 'headers'>): Role {
  const role = access.roleOf(request)
  if (layer.writableBy?.includes(role)) return role
  if (role === 'public') throw unknownWriter
  const may = layer.writableBy?.join(', ') ?? ''
  throw new ProblemError(
    403,
    { zh: '没有权限', en: 'Not allowed' },
    {
      zh: `${layer.title.zh}只能由下列角色修改：${may}；令牌的角色是 ${role}。`,
      en: `${layer.title.en} can be changed by these roles: ${may}; the token's role is ${role}.`,
    },
  )
}

const unknownWriter = new ProblemError(
  401,
  { zh: '需要身份', en: 'Who is asking?' },
  {
    zh: '修改要素需要在 Authorization 中给出“Bearer ”加令牌。',
    en: 'Changing features needs an Authorization header of "Bearer " and a token.',
  },
  { 'WWW-Authenticate': 'Bearer realm="shuangxi"' },
)
