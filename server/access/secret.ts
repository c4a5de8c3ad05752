/** Random secrets, of which only a digest is stored. */
import { createHash, randomBytes } from 'node:crypto'

/** Returns 256 random bits as 43 characters for addresses and headers. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

/** Returns the SHA-256. Slow hashes are for passwords, not for 256 random bits. */
export const digestOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()
