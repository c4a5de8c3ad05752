import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contactCipher, plainName, plainPhone } from '../../../server/privacy/contact-cipher.ts'

const key = 'a1'.repeat(32)
const newer = 'b2'.repeat(32)

function cipherOf(contactsKey: string, contactsKeyPrevious?: string) {
  const cipher = contactCipher({ contactsKey, contactsKeyPrevious })
  if (cipher === undefined) throw new Error('there is a key')
  return cipher
}

const contact = { name: '王小明', phone: '138 0013 8000', note: null }

describe('the cipher of contacts', () => {
  it('does not exist without a key', () => {
    expect(contactCipher({ contactsKey: undefined, contactsKeyPrevious: undefined })).toBeUndefined()
  })

  it('decrypts any contact that it encrypted', () => {
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 200 })
    const contacts = fc.record({ name: text, phone: fc.option(text), note: fc.option(text) })
    fc.assert(
      fc.property(contacts, fc.nat(), (one, incident) => {
        const cipher = cipherOf(key)
        expect(cipher.open(cipher.seal(one, incident), incident)).toEqual(one)
      }),
    )
  })

  it('reveals nothing about a contact, not even that two are equal', () => {
    const cipher = cipherOf(key)
    const [one, other] = [cipher.seal(contact, 1), cipher.seal(contact, 1)]
    expect(one.sealed.equals(other.sealed)).toBe(false)
    expect(one.sealed.includes('王小明')).toBe(false)
    expect(one.sealed.length).toBe(cipher.seal({ name: '李', phone: null, note: null }, 1).sealed.length)
  })

  it.each([0, 12, 28, 40])('refuses a contact whose byte %i was altered', (at) => {
    const cipher = cipherOf(key)
    const row = cipher.seal(contact, 1)
    row.sealed[at] = (row.sealed[at] ?? 0) ^ 1
    expect(() => cipher.open(row, 1)).toThrow()
  })

  it('refuses a contact that was truncated or moved to another incident', () => {
    const cipher = cipherOf(key)
    const row = cipher.seal(contact, 1)
    expect(() => cipher.open({ ...row, sealed: row.sealed.subarray(0, 20) }, 1)).toThrow()
    expect(() => cipher.open(row, 2)).toThrow()
  })

  it('decrypts with the previous key, and encrypts with the new one', () => {
    const old = cipherOf(key).seal(contact, 7)
    const rotating = cipherOf(newer, key)
    expect(rotating.open(old, 7)).toEqual(contact)
    expect(rotating.seal(contact, 7).keyId).toBe(cipherOf(newer).keyId)
    expect(cipherOf(newer).open(old, 7)).toBeUndefined()
  })

  it('finds a person by digests with both keys, which reveal nothing without the key', () => {
    const { person, nameDigest } = cipherOf(key).seal(contact, 7)
    const rotating = cipherOf(newer, key)
    expect(rotating.digests('phone', '+86 13800138000')).toContain(person)
    expect(rotating.digests('name', '王 小明')).toContain(nameDigest)
    expect(cipherOf(newer).digests('phone', '13800138000')).not.toContain(person)
    expect(cipherOf(key).digests('name', '13800138000')).not.toContain(person)
  })

  it.each([
    ['+86 138-0013-8000', '13800138000'],
    ['0086 13800138000', '13800138000'],
    ['１３８００１３８０００', '13800138000'],
    ['0571 8700 1234', '057187001234'],
    ['+1 212 555 0100', '+12125550100'],
  ])('normalises %s to %s', (written, plain) => {
    expect(plainPhone(written)).toBe(plain)
  })

  it('normalises names', () => {
    expect(plainName(' Ｌi  Lei ')).toBe('lilei')
  })
})
