/** Verifies the audit log's hash chain from its first entry to its head. */
import { createHash } from 'node:crypto'
import type { Queryable } from '../database/database.ts'
import { sqlFile } from '../database/sql.ts'

const linksSql = sqlFile(import.meta.url, 'links.sql')

/** Batch size, in entries. */
const BATCH = 500
const FIRST_BIGINT = '-9223372036854775808'

export interface AuditHead {
  /** Number of the last entry; 0 if there is none. */
  readonly id: number
  /** Of the last entry, in hex. */
  readonly hash: string
}

/**
 * What is wrong with the first bad entry:
 * - `altered`: it does not match the previous entry, so one of the two was changed;
 * - `missing`: it does not exist, although later entries or the head prove that it did;
 * - `extra`: it is not part of the chain, or lies beyond the head;
 * - `head`: it does not match the head, or the head is missing.
 */
export type AuditFault = 'altered' | 'missing' | 'extra' | 'head'

export type AuditVerification =
  | { readonly sound: true; readonly head: AuditHead }
  | { readonly sound: false; readonly id: number; readonly fault: AuditFault }

interface VerifyOptions {
  /** A head kept elsewhere, which the chain must contain. */
  readonly through?: AuditHead | undefined
  readonly onProgress?: (verified: number) => void
  readonly signal?: AbortSignal | undefined
}

interface Link {
  readonly id: number
  readonly hash: Buffer
  readonly digest: Buffer
}

/** Returns the head stored in the database; undefined if its row is missing. */
export async function auditHead(database: Queryable): Promise<AuditHead | undefined> {
  const { rows } = await database.query<{ id: number; hash: Buffer }>('select id, hash from audit.head')
  return rows[0] && { id: rows[0].id, hash: rows[0].hash.toString('hex') }
}

const GENESIS: AuditHead = { id: 0, hash: '00'.repeat(32) }

/**
 * Verifies the whole log in constant memory and finds the first bad entry, including entries written
 * meanwhile. Throws the signal's reason.
 */
export async function verifyAudit(
  database: Queryable,
  options: VerifyOptions = {},
): Promise<AuditVerification> {
  const { through, onProgress, signal } = options
  let last = GENESIS
  // Read the head after the entries: entries beyond it were inserted.
  let head: AuditHead | undefined
  for (;;) {
    signal?.throwIfAborted()
    const links = await linksFrom(database, last)
    for (const link of links) {
      const fault = faultOf(link, last)
      if (fault) return { sound: false, ...fault }
      last = { id: link.id, hash: link.hash.toString('hex') }
      if (through?.id === last.id && through.hash !== last.hash) return bad(last.id, 'altered')
    }
    onProgress?.(last.id)
    if (links.length > 0) continue
    if (head !== undefined && head.id > last.id) return bad(last.id + 1, 'missing')
    head = await auditHead(database)
    if (head === undefined || head.id < last.id) return bad(last.id, head ? 'extra' : 'head')
    if (head.id === last.id) break
  }
  if (head.hash !== last.hash) return bad(last.id, 'head')
  if (through && through.id > last.id) return bad(last.id + 1, 'missing')
  return { sound: true, head }
}

const bad = (id: number, fault: AuditFault): AuditVerification => ({ sound: false, id, fault })

/** Returns the entries from the last one, which is read again to detect a duplicate of its number. */
async function linksFrom(database: Queryable, last: AuditHead): Promise<readonly Link[]> {
  const from = last.id === 0 ? FIRST_BIGINT : last.id
  const { rows } = await database.query<Link>(linksSql, [from, BATCH])
  const again = rows.findIndex(({ id, hash }) => id === last.id && hash.toString('hex') === last.hash)
  return again < 0 ? rows : rows.toSpliced(again, 1)
}

function faultOf({ id, hash, digest }: Link, last: AuditHead): { id: number; fault: AuditFault } | undefined {
  if (id > last.id + 1) return { id: last.id + 1, fault: 'missing' }
  if (id <= last.id) return { id, fault: 'extra' }
  const expected = createHash('sha256').update(Buffer.from(last.hash, 'hex')).update(digest).digest()
  return expected.equals(hash) ? undefined : { id, fault: 'altered' }
}
