import type { Text } from './text.ts'

/** Values of the audit log's column `action`, with titles. */
export const auditActions = {
  insert: { zh: '新增', en: 'Added' },
  update: { zh: '修改', en: 'Changed' },
  delete: { zh: '删除', en: 'Deleted' },
  bulk: { zh: '批量变更', en: 'Changed in bulk' },
  import: { zh: '导入', en: 'Imported' },
  remove: { zh: '移除来源', en: 'Source removed' },
  export: { zh: '导出', en: 'Exported' },
  read: { zh: '查看', en: 'Read' },
  erase: { zh: '清除个人数据', en: 'Personal data erased' },
  expire: { zh: '到期清除', en: 'Removed at its term' },
  'sign-in': { zh: '登录', en: 'Signed in' },
  'sign-in-refused': { zh: '登录被拒', en: 'Sign-in refused' },
  'sign-out': { zh: '退出', en: 'Signed out' },
  'sign-out-everywhere': { zh: '全部退出', en: 'Signed out everywhere' },
  'password-changed': { zh: '更改密码', en: 'Password changed' },
  'link-made': { zh: '签发一次性链接', en: 'One-time link made' },
  'token-made': { zh: '签发令牌', en: 'Token made' },
  'token-revoked': { zh: '撤销令牌', en: 'Token revoked' },
} as const satisfies Readonly<Record<string, Text>>

export type AuditAction = keyof typeof auditActions
