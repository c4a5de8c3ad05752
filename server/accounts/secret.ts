/** Secrets that someone holds: what is kept of them is a digest. */
import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits as 43 characters that an address or a header can carry. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

/** SHA-256; a slow hash is for what people think of, not for 256 random bits. */
export const digestOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()
