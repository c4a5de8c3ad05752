/** Problems with missing keys of contacts. */
import { ProblemError } from '../errors.ts'
import type { ContactCipher } from './contact-cipher.ts'

const noKey = new ProblemError(
  409,
  { zh: '未设置联系方式密钥', en: 'No key for contacts' },
  {
    zh: '服务器没有设置 CONTACTS_KEY，因此既不能写入也不能读取联系方式。请管理员用 openssl rand -hex 32 生成密钥并设置。',
    en: 'The server has no CONTACTS_KEY, without which no contact is written or read. Its operator makes one by `openssl rand -hex 32`.',
  },
)

/** Returns the cipher. Throws a ProblemError of status 409 if the settings have no key. */
export function neededCipher(cipher: ContactCipher | undefined): ContactCipher {
  if (cipher === undefined) throw noKey
  return cipher
}

/** 409: a contact is encrypted with a key that the settings do not have. */
export const otherKey = new ProblemError(
  409,
  { zh: '联系方式使用了其他密钥', en: 'Sealed under another key' },
  {
    zh: '这条联系方式由另一把密钥加密。请管理员把旧密钥设为 CONTACTS_KEY_PREVIOUS。',
    en: 'This contact was sealed under another key, which the server has to be given as CONTACTS_KEY_PREVIOUS.',
  },
)
