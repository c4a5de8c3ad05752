/** Checks credentials. Every failure gives the same answer after the same time. */
import { record } from '../../../geodata/audit/record.ts'
import type { Database } from '../../../geodata/database/database.ts'
import { repeatableTransaction } from '../../../geodata/database/repeatable-transaction.ts'
import { ProblemError } from '../../errors.ts'
import type { SignInLimit } from '../../limits/sign-in-limit.ts'
import { credentialsByName, setPasswordHash, signedIn } from '../accounts.ts'
import type { SignInMethod } from '../identity.ts'
import { redeemLink } from './links.ts'
import { hashPassword, isOutdated, isPassword } from './passwords.ts'

export interface SignIn {
  readonly database: Database
  readonly limit: SignInLimit
  /** The client's address, for limits and the audit. */
  readonly address: string
}

/**
 * Returns the account of a name and a password. Throws a ProblemError: 401 if they are wrong, 429 after too
 * many attempts.
 */
export async function byPassword(signIn: SignIn, name: string, password: string): Promise<number> {
  const { database, limit, address } = signIn
  const attempt = await limit.begin(name, address)
  const credentials = await credentialsByName(database, name)
  if (!(await isPassword(credentials?.password_hash, password)) || !credentials) {
    await refused(signIn, 'password', credentials?.id)
    throw wrongCredentials()
  }
  await attempt.succeeded()
  const { id, password_hash: kept } = credentials
  if (kept !== null && isOutdated(kept)) await setPasswordHash(database, id, await hashPassword(password))
  await recordSignIn(signIn, 'password', id)
  return id
}

/** Redeems a one-time link and returns its account. Throws a ProblemError: 401 if it is invalid, 429. */
export async function byLink(signIn: SignIn, token: string): Promise<number> {
  const attempt = await signIn.limit.begin(undefined, signIn.address)
  const account = await redeemLink(signIn.database, token)
  if (account === undefined) {
    await refused(signIn, 'link')
    throw wrongLink()
  }
  await attempt.succeeded()
  await recordSignIn(signIn, 'link', account)
  return account
}

/** Leaves room for the session that begins. */
const TOO_MANY_SESSIONS = `delete from sessions where id in (
  select id from sessions where account = $1 order by last_seen_at desc, id desc offset 49
)`

/** Records a sign-in. Of more than fifty sessions, the least recently used ones end. */
export async function recordSignIn(
  { database, address }: Pick<SignIn, 'database' | 'address'>,
  method: SignInMethod,
  account: number,
): Promise<void> {
  await repeatableTransaction(database, async (client) => {
    await signedIn(client, account)
    await client.query(TOO_MANY_SESSIONS, [account])
    const by = { account, address }
    await record(client, { action: 'sign-in', object: `accounts/${account}`, after: { method }, by })
  })
}

/** Records a failed sign-in. Unknown names are not logged, because some people type their password there. */
export async function refused(
  { database, address }: Pick<SignIn, 'database' | 'address'>,
  method: SignInMethod,
  account?: number,
): Promise<void> {
  const object = account === undefined ? 'accounts' : `accounts/${account}`
  await record(database, { action: 'sign-in-refused', object, after: { method }, by: { address } })
}

const wrongCredentials = () =>
  new ProblemError(
    401,
    { zh: '登录失败', en: 'Not signed in' },
    { zh: '账号名或密码不正确。', en: 'The name or the password is wrong.' },
    { 'WWW-Authenticate': 'Session realm="shuangxi"' },
  )

const wrongLink = () =>
  new ProblemError(
    401,
    { zh: '登录失败', en: 'Not signed in' },
    {
      zh: '链接无效、已使用或已过期，请让管理员重新签发。',
      en: 'The link is invalid, used or expired. Ask an administrator for a new one.',
    },
    { 'WWW-Authenticate': 'Session realm="shuangxi"' },
  )
