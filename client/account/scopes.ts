/** Titles of token scopes. */
import type { Role } from '../../geodata/model/roles.ts'
import type { Scope as Name } from '../../geodata/model/scopes.ts'
import type { Language, Text } from '../../geodata/model/text.ts'

interface Scope {
  readonly title: Text
  /** Roles that can use the scope; all roles if missing. */
  readonly roles?: readonly Role[]
}

export const scopes: Readonly<Record<Name, Scope>> = {
  read: { title: { zh: '读取数据', en: 'Read data' } },
  write: { title: { zh: '修改数据', en: 'Change data' }, roles: ['officer', 'lead', 'planner', 'admin'] },
  'positions:write': {
    title: { zh: '上报位置', en: 'Report positions' },
    roles: ['officer', 'lead', 'admin'],
  },
  admin: { title: { zh: '系统管理', en: 'Administer' }, roles: ['admin'] },
}

export const scopeTitle = (scope: Name, language: Language): string => scopes[scope].title[language]
