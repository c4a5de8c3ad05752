/**
 * Encrypts contacts of reporters with AES-256-GCM. From a key of the settings, two keys are derived: one for
 * encryption, one for digests for finding a person. Without the key, a digest reveals nothing; otherwise all
 * phone numbers could be tried.
 */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import type { Settings } from '../settings.ts'

export interface Contact {
  readonly name: string | null
  readonly phone: string | null
  readonly note: string | null
}

/** An encrypted contact for storing. */
interface SealedContact {
  /** Identifies the key. */
  readonly keyId: string
  /** Nonce, authentication tag and ciphertext. */
  readonly sealed: Buffer
  /** Digest of the phone number, or of the name if there is no number. */
  readonly person: string
  readonly nameDigest: string | null
}

export interface ContactCipher {
  readonly keyId: string
  /** Encrypts a contact for the row of an incident; it cannot be decrypted for another incident. */
  seal(contact: Contact, incident: number): SealedContact
  /** Decrypts a contact; undefined if the settings do not have its key. Throws if the row was altered. */
  open(row: { readonly keyId: string; readonly sealed: Buffer }, incident: number): Contact | undefined
  /** Returns the digests of a phone number or a name under each key. */
  digests(kind: DigestKind, value: string): readonly string[]
}

type DigestKind = 'phone' | 'name'

const NONCE_BYTES = 12
const TAG_BYTES = 16
/** Lengths are padded to multiples of this, so that they do not reveal the length of a name. */
const STEP_BYTES = 128

interface Keys {
  readonly id: string
  readonly encryption: Buffer
  readonly digest: Buffer
}

function keysOf(hex: string): Keys {
  const master = Buffer.from(hex, 'hex')
  const derive = (purpose: string, bytes: number) =>
    Buffer.from(hkdfSync('sha256', master, '', `shuangxi contacts ${purpose}`, bytes))
  return {
    id: derive('id', 4).toString('hex'),
    encryption: derive('encryption', 32),
    digest: derive('digest', 32),
  }
}

/** Normalises a number: digits only, without China's country code. */
export function plainPhone(phone: string): string {
  const digits = phone.normalize('NFKC').replace(/[^\d+]/g, '')
  return digits.replace(/^(\+|00)86(?=\d{7})/, '')
}

/** Normalises a name: width, case and spaces. */
export function plainName(name: string): string {
  return name.normalize('NFKC').replace(/\s+/g, '').toLowerCase()
}

function digestBy(keys: Keys, kind: DigestKind, value: string): string {
  const plain = kind === 'phone' ? plainPhone(value) : plainName(value)
  return createHmac('sha256', keys.digest).update(`${kind}:${plain}`).digest('hex').slice(0, 32)
}

const boundTo = (keys: Keys, incident: number) => Buffer.from(`incident_contacts ${incident} ${keys.id}`)

function encrypt(keys: Keys, contact: Contact, incident: number): Buffer {
  const text = Buffer.from(JSON.stringify(contact))
  const padded = Buffer.alloc(Math.ceil(text.length / STEP_BYTES) * STEP_BYTES, ' ')
  text.copy(padded)
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', keys.encryption, nonce)
  cipher.setAAD(boundTo(keys, incident))
  const body = Buffer.concat([cipher.update(padded), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

function decrypt(keys: Keys, sealed: Buffer, incident: number): Contact {
  const decipher = createDecipheriv('aes-256-gcm', keys.encryption, sealed.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  })
  decipher.setAAD(boundTo(keys, incident))
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
  const body = sealed.subarray(NONCE_BYTES + TAG_BYTES)
  return JSON.parse(Buffer.concat([decipher.update(body), decipher.final()]).toString()) as Contact
}

/** Creates the cipher from the settings' keys; undefined if they have none. */
export function contactCipher(
  settings: Pick<Settings, 'contactsKey' | 'contactsKeyPrevious'>,
): ContactCipher | undefined {
  if (settings.contactsKey === undefined) return undefined
  const current = keysOf(settings.contactsKey)
  const previous = settings.contactsKeyPrevious === undefined ? [] : [keysOf(settings.contactsKeyPrevious)]
  const all = [current, ...previous]
  return {
    keyId: current.id,
    seal(contact, incident) {
      const { name, phone } = contact
      const nameDigest = name === null ? null : digestBy(current, 'name', name)
      const person = phone === null ? nameDigest : digestBy(current, 'phone', phone)
      if (person === null) throw new Error('a contact has a name or a phone number')
      return { keyId: current.id, sealed: encrypt(current, contact, incident), person, nameDigest }
    },
    open({ keyId, sealed }, incident) {
      const keys = all.find(({ id }) => id === keyId)
      return keys && decrypt(keys, sealed, incident)
    },
    digests: (kind, value) => all.map((keys) => digestBy(keys, kind, value)),
  }
}
