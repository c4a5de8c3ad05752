/** Stores reports of people without an account. */

import { createHash } from 'node:crypto'
import type { PublicReport } from '../../../geodata/model/answers/public-report.ts'
import { isWorkDone, type Sha256 } from '../../../geodata/model/patrol/report-work.ts'
import type { ServerContext } from '../../context.ts'
import { ProblemError } from '../../errors.ts'
import { appendEvent } from '../append-event.ts'
import { photoDetails, type ReadyPhoto, storePhotos } from '../photos/store-photos.ts'
import { makeStatusLink } from '../status/links.ts'
import { type StoreContact, takeIn } from '../take-in.ts'
import { checkServed, nearReports } from './near.ts'

export interface PublicContext extends Pick<ServerContext, 'systemDatabase'> {
  readonly settings: Pick<ServerContext['settings'], 'slaFrom' | 'contactsKey'>
  readonly storeContact: StoreContact
}

interface Taken {
  readonly id: number
  readonly replayed: boolean
  /** Token of the page that shows how the report stands. */
  readonly token: string
}

const sha256: Sha256 = (bytes) => createHash('sha256').update(bytes).digest()

/** Throws a ProblemError of status 422 for a report without its proof of work. */
export function checkWork({ key, work }: PublicReport): void {
  if (!isWorkDone(sha256, key, work)) throw noWork
}

/**
 * Stores a report once for its key, as an incident of its own or as a note on the report that it is about too.
 * Throws ProblemErrors of status 422: for a place that nobody patrols, or another report that is not near.
 */
export async function takePublicReport(
  context: PublicContext,
  report: PublicReport,
  photos: readonly ReadyPhoto[],
): Promise<Taken> {
  await checkServed(context.systemDatabase, report)
  return report.same_as === undefined
    ? takeNew(context, report, photos)
    : takeSame(context, report, report.same_as, photos)
}

async function takeNew(
  { systemDatabase, settings, storeContact }: PublicContext,
  report: PublicReport,
  photos: readonly ReadyPhoto[],
): Promise<Taken> {
  const { key, at, sent_at, kind, lon, lat, words, phone } = report
  let token: string | undefined
  const { id, replayed } = await takeIn(
    systemDatabase,
    {
      ...{ key, at, kind, lon, lat, channel: 'public_report', priority: 3 },
      ...(sent_at === undefined ? {} : { sent_at }),
      ...(words ? { words } : {}),
    },
    'public',
    async (client, incident) => {
      if (phone && settings.contactsKey !== undefined)
        await storeContact(client, incident, { name: null, phone, note: null })
      token = await makeStatusLink(client, incident, undefined)
      await storePhotos(client, incident, photos)
    },
    photoDetails(photos),
  )
  // The token is not stored: whoever sends the report again gets another link.
  return { id, replayed, token: token ?? (await makeStatusLink(systemDatabase, id, undefined)) }
}

async function takeSame(
  { systemDatabase, settings }: PublicContext,
  report: PublicReport,
  id: number,
  photos: readonly ReadyPhoto[],
): Promise<Taken> {
  const { key, at, sent_at, words } = report
  const note = `公众再次上报 Reported again${words ? `：${words}` : ''}`
  const event = { key, at, type: 'noted' as const, note, ...photoDetails(photos) }
  const [near] = await nearReports(systemDatabase, report, id)
  if (near === undefined) throw notNear
  await storePhotos(systemDatabase, id, photos)
  const { replayed } = await appendEvent(
    systemDatabase,
    String(id),
    sent_at === undefined ? event : { ...event, sent_at },
    settings.slaFrom,
  )
  return { id, replayed, token: await makeStatusLink(systemDatabase, id, undefined) }
}

const noWork = new ProblemError(
  422,
  { zh: '缺少工作量证明', en: 'No proof of work' },
  {
    zh: 'work 应为此 key 的工作量证明：8 个部分以点分隔，“key:序号:部分”的 SHA-256 均以 14 个零比特开头。',
    en: 'work should be the proof of work of this key: eight parts, separated by points; SHA-256 of "key:index:part" begins with 14 zero bits for each.',
  },
)

const notNear = new ProblemError(
  422,
  { zh: '不是附近的上报', en: 'Not a report near' },
  {
    zh: 'same_as 应为附近一件未办结的公众上报，可能刚刚办结。请省略 same_as 再发送。',
    en: 'same_as should be an open report near. It may have been closed just now: send the report without same_as.',
  },
)
