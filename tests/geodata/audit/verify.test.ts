/** Every manipulation of the log without triggers is detected, and the first bad entry is named. */
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { type AuditCommand, runAudit } from '../../../geodata/audit/command.ts'
import { record } from '../../../geodata/audit/record.ts'
import { type AuditVerification, auditHead, verifyAudit } from '../../../geodata/audit/verify.ts'
import type { DatabaseClient } from '../../../geodata/database/database.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { lastId } from './entries.ts'

const ENTRIES = 40

interface Tampering {
  readonly name: string
  /** Statements with the numbers of two entries as $1 and $2. */
  readonly statements: readonly string[]
  /** Where the first fault must be found, by those numbers. */
  readonly found: (one: number, other: number) => number
}

const set = (assignment: string): Tampering => ({
  name: `set ${assignment}`,
  statements: [`update audit.entries set ${assignment} where id = $1`],
  found: (one) => one,
})

const swapped = (columns: string): string => `
  update audit.entries as target set (${columns}) = (
    select ${columns} from audit.entries as source
    where source.id in ($1, $2) and source.id <> target.id
  )
  where id in ($1, $2)`

const copied = (number: string): string => `
  insert into audit.entries
  select ${number}, at, account, role, address, action, object, before, after, hash
  from audit.entries where id = $1 and $2::bigint > 0`

const tamperings: readonly Tampering[] = [
  set("at = at + interval '1 microsecond'"),
  set('account = coalesce(account, 0) + 1'),
  set('account = case when account is null then 1 end'),
  set("role = 'public'"),
  set("address = coalesce(address, '') || ' '"),
  set("action = 'other'"),
  set("object = object || '0'"),
  set("before = case when before is null then '{}'::jsonb end"),
  set('after = after || \'{"n": -1}\''),
  set("after = jsonb_set(after, '{deep,list,1}', '9')"),
  set('hash = sha256(hash)'),
  set("hash = '\\x00'"),
  { name: 'removed', statements: ['delete from audit.entries where id = $1'], found: (one) => one },
  {
    name: 'removed, and those behind moved up',
    statements: [
      'delete from audit.entries where id = $1',
      'update audit.entries set id = -id where id > $1',
      'update audit.entries set id = -id - 1 where id < 0',
    ],
    // Without the head, a deleted last entry would not be noticed.
    found: (one) => one,
  },
  {
    name: 'cut off from here on',
    statements: ['delete from audit.entries where id >= $1'],
    found: (one) => one,
  },
  {
    name: 'swapped in all but number',
    statements: [swapped('at, account, role, address, action, object, before, after, hash')],
    found: Math.min,
  },
  {
    name: 'swapped in what they say',
    statements: [swapped('at, account, role, address, action, object, before, after')],
    found: Math.min,
  },
  {
    name: 'put in at the end',
    statements: [copied('(select max(id) + 1 from audit.entries)')],
    found: () => ENTRIES + 1,
  },
  { name: 'put in before all', statements: [copied('0')], found: () => 0 },
  { name: 'put in far behind', statements: [copied('1000000')], found: () => ENTRIES + 1 },
  {
    name: 'put in between, and those behind moved on',
    statements: [
      'update audit.entries set id = -id where id > $1',
      'update audit.entries set id = -id + 1 where id < 0',
      copied('$1 + 1'),
    ],
    found: (one) => one + 1,
  },
  { name: 'the head removed', statements: ['delete from audit.head'], found: () => ENTRIES },
  { name: 'the head set back', statements: ['update audit.head set id = id - 1'], found: () => ENTRIES },
  { name: 'the head set on', statements: ['update audit.head set id = id + 1'], found: () => ENTRIES + 1 },
  {
    name: 'the head of another hash',
    statements: ['update audit.head set hash = sha256(hash)'],
    found: () => ENTRIES,
  },
]

async function tamper(client: DatabaseClient, { statements }: Tampering, one: number, other: number) {
  await client.query('alter table audit.entries disable trigger all')
  await client.query('alter table audit.head disable trigger all')
  await client.query('alter table audit.entries drop constraint entries_pkey')
  for (const statement of statements) {
    const used = [one, other].slice(0, statement.includes('$2') ? 2 : statement.includes('$1') ? 1 : 0)
    await client.query(statement, used)
  }
}

class Undone extends Error {}

describeOnDatabase('verification of the audit log', (db) => {
  beforeAll(async () => {
    expect(await verifyAudit(db())).toEqual({ sound: true, head: { id: 0, hash: '00'.repeat(32) } })
    for (let n = 1; n <= ENTRIES; n += 1) {
      await record(db(), {
        action: 'update',
        object: `incidents/${n}`,
        ...(n % 2 ? { before: { state: 'open', n } } : {}),
        after: { state: '已办结 “closed”', n, ratio: n / 7, deep: { list: [n, null, true] } },
        by: n % 3 ? { account: n } : { address: `192.0.2.${n}` },
      })
    }
  })

  /**
   * Manipulates in a transaction that is rolled back, and returns the result of a verification before that.
   */
  const verifiedAfter = async (
    tampering: Tampering,
    one: number,
    other: number,
  ): Promise<AuditVerification> => {
    let result: AuditVerification | undefined
    await db()
      .transaction(async (client) => {
        await tamper(client, tampering, one, other)
        result = await verifyAudit(client)
        throw new Undone()
      })
      .catch((error: unknown) => {
        if (!(error instanceof Undone)) throw error
      })
    if (!result) throw new Error('not verified')
    return result
  }

  test.each(tamperings.map((tampering) => [tampering.name, tampering] as const))(
    'finds: %s',
    async (_, tampering) => {
      const entry = fc.integer({ min: 1, max: ENTRIES })
      const two = fc.uniqueArray(entry, { minLength: 2, maxLength: 2 })
      await fc.assert(
        fc.asyncProperty(two, async ([one = 0, other = 0]) => {
          expect(await verifiedAfter(tampering, one, other)).toMatchObject({
            sound: false,
            id: tampering.found(one, other),
          })
        }),
        { numRuns: 6, examples: [[[1, 2]], [[ENTRIES, 1]]] },
      )
      expect((await verifyAudit(db())).sound).toBe(true)
    },
  )

  test('detects a rewritten chain by a head kept elsewhere', async () => {
    const kept = await auditHead(db())
    await db()
      .transaction(async (client) => {
        await client.query('alter table audit.entries disable trigger all')
        await client.query('alter table audit.head disable trigger all')
        await client.query('delete from audit.entries where id > 30')
        await client.query(
          'update audit.head set (id, hash) = (select id, hash from audit.entries order by id desc limit 1)',
        )
        expect((await verifyAudit(client)).sound).toBe(true)
        expect(await verifyAudit(client, { through: kept })).toEqual({
          sound: false,
          id: 31,
          fault: 'missing',
        })
        for (let n = 31; n <= 45; n += 1) await record(client, { action: 'read', object: 'else' })
        await client.query('set constraints all immediate')
        expect((await verifyAudit(client)).sound).toBe(true)
        expect(await verifyAudit(client, { through: kept })).toEqual({
          sound: false,
          id: 40,
          fault: 'altered',
        })
        throw new Undone()
      })
      .catch((error: unknown) => {
        if (!(error instanceof Undone)) throw error
      })
    expect(await verifyAudit(db(), { through: kept })).toEqual({ sound: true, head: kept })
  })

  test('verifies more entries than one batch', async () => {
    await db().query("select audit('read', 'many/' || n) from generate_series(1, 1760) as n")
    const seen: number[] = []
    const id = await lastId(db())
    expect(await verifyAudit(db(), { onProgress: (verified) => seen.push(verified) })).toMatchObject({
      sound: true,
      head: { id },
    })
    expect(seen.length).toBeGreaterThan(3)
    const anywhere = set("object = 'elsewhere'")
    for (const one of [500, 501, 1000, id]) {
      expect(await verifiedAfter(anywhere, one, 1)).toEqual({ sound: false, id: one, fault: 'altered' })
    }
  })

  test('is explained in a sentence, with the head to keep', async () => {
    const head = await auditHead(db())
    const said = (command: AuditCommand, language: 'zh' | 'en') => runAudit(db(), command, language)
    const line = `${head?.id}:${head?.hash}`
    expect(await said({ name: 'head' }, 'en')).toEqual({ sound: true, text: line })
    expect(await said({ name: 'verify' }, 'en')).toEqual({
      sound: true,
      text: `The audit log is intact: ${head?.id} entries.\n${line}`,
    })
    const through = { id: 3, hash: '00'.repeat(32) }
    const bad = await said({ name: 'verify', through }, 'zh')
    expect(bad).toMatchObject({ sound: false, text: expect.stringContaining('第 3 条有问题') })
  })
})
