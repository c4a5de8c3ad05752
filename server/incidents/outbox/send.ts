/** Sends waiting messages; each is tried again until it succeeds or reaches the maximum of attempts. */
import { createTransport } from 'nodemailer'
import type { Queryable } from '../../../geodata/database/database.ts'
import { sqlFile } from '../../../geodata/database/sql.ts'
import { SIGNATURE_HEADER, signatureOf } from './signature.ts'

const claimSql = sqlFile(import.meta.url, 'claim.sql')
const finishSql = sqlFile(import.meta.url, 'finish.sql')

const AT_ONCE = 10
/** Seconds until the second attempt. Each further wait is three times longer, about 3 hours in total. */
const FIRST_RETRY_SECONDS = 10
const MAX_ATTEMPTS = 8
const TIME_LIMIT_MS = 10_000

interface Delivery {
  readonly id: number
  readonly body: Readonly<Record<string, unknown>>
  readonly attempts: number
  readonly email: string | null
  readonly url: string | null
  readonly secret: string | null
  readonly created_at: Date
}

export interface MailSettings {
  readonly smtpUrl: string | undefined
  readonly smtpFrom: string | undefined
}

/** Sends due messages; returns how many were tried. */
export async function sendDue(
  database: Queryable,
  mail: MailSettings,
  signal?: AbortSignal,
): Promise<number> {
  const { rows } = await database.query<Delivery>(claimSql, [AT_ONCE, FIRST_RETRY_SECONDS])
  await Promise.all(
    rows.map(async (delivery) => {
      const error = await attempt(delivery, mail, signal)
      await database.query(finishSql, [delivery.id, error ?? null, MAX_ATTEMPTS])
    }),
  )
  return rows.length
}

/** Sends one message; returns a short error, or undefined. */
async function attempt(
  delivery: Delivery,
  mail: MailSettings,
  signal?: AbortSignal,
): Promise<string | undefined> {
  try {
    if (delivery.email !== null) return await sendMail(delivery, delivery.email, mail)
    return await post(delivery, signal)
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
    return (cause instanceof Error ? cause.message : String(cause)).slice(0, 300)
  }
}

async function post(
  { id, body, url, secret, created_at }: Delivery,
  signal?: AbortSignal,
): Promise<string | undefined> {
  if (url === null || secret === null) return 'the webhook has no address'
  const text = JSON.stringify({ delivery: id, created_at, ...body })
  const limits = [AbortSignal.timeout(TIME_LIMIT_MS), ...(signal ? [signal] : [])]
  const answer = await fetch(url, {
    method: 'POST',
    redirect: 'error',
    signal: AbortSignal.any(limits),
    headers: {
      'Content-Type': 'application/json',
      'X-Shuangxi-Delivery': String(id),
      [SIGNATURE_HEADER]: signatureOf(secret, text, Date.now()),
    },
    body: text,
  })
  await answer.body?.cancel()
  return answer.ok ? undefined : `HTTP ${answer.status}`
}

async function sendMail(
  { id, body }: Delivery,
  to: string,
  { smtpUrl, smtpFrom }: MailSettings,
): Promise<string | undefined> {
  if (smtpUrl === undefined || smtpFrom === undefined) return 'SMTP_URL and SMTP_FROM are not set'
  const transport = createTransport(smtpUrl, { connectionTimeout: TIME_LIMIT_MS } as object)
  const { incident, rule, due_at } = body as {
    incident?: { number?: string }
    rule?: string
    due_at?: string
  }
  const china = due_at
    ? new Date(due_at).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false })
    : ''
  try {
    await transport.sendMail({
      from: smtpFrom,
      to,
      messageId: `<delivery-${id}@shuangxi>`,
      subject: `${rule ?? '51030'} · ${incident?.number ?? ''}`,
      text: `事件 ${incident?.number ?? ''}：${rule ?? ''}，时限 ${china}。\nIncident ${incident?.number ?? ''}: ${rule ?? ''}, due at ${due_at ?? ''}.\n`,
    })
  } finally {
    transport.close()
  }
  return undefined
}
