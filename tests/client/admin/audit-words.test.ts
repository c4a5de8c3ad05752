import { expect, test, vi } from 'vitest'

vi.stubGlobal('window', { location: { search: '' } })
const { fieldName, fieldValue, objectName, objectOf } = await import('../../../client/admin/audit-words.ts')

const accounts = [{ id: 4, name: 'zhang.san', title: '张三' }]

test.each([
  ['accounts/4', 'zh', '账号 张三'],
  ['account_roles/4,admin', 'zh', '角色 张三 管理员'],
  ['account_roles/9,lead', 'en', 'Role 9 Patrol lead'],
  ['incidents/12', 'zh', '事件 12'],
  ['imports/sample:qingshan', 'zh', '导入 sample:qingshan'],
  ['elsewhere/1', 'zh', 'elsewhere/1'],
] as const)('%s in %s reads %s', (object, language, expected) => {
  expect(objectName(object, accounts, language)).toBe(expected)
})

test.each([
  ['事件 12', 'incidents/12'],
  ['事件12', 'incidents/12'],
  ['Account 4', 'accounts/4'],
  ['incidents/12', 'incidents/12'],
  ['', ''],
] as const)('the filter %s matches %s', (text, expected) => {
  expect(objectOf(text)).toBe(expected)
})

test('columns have titles, and values have words', () => {
  const parcel = { object: 'parcels/12' }
  expect(fieldName(parcel, 'land_use', 'zh')).toBe('用地类型')
  expect(fieldValue(parcel, 'land_use', '0701', 'zh')).toContain('城镇住宅用地')
  const account = { object: 'accounts/4' }
  expect(fieldName(account, 'roles', 'zh')).toBe('角色')
  expect(fieldValue(account, 'roles', ['admin', 'lead'], 'zh')).toBe('管理员、巡查班长')
  expect(fieldValue(account, 'synthetic', true, 'zh')).toBe('是')
  expect(fieldValue(account, 'title', null, 'zh')).toBeNull()
})
