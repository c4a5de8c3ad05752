/** Stores reports and updates of Open311 requests. */
import { randomUUID } from 'node:crypto'
import { incidentKinds } from '../../../geodata/model/codes.ts'
import type { ServerContext } from '../../context.ts'
import { notFound } from '../../errors.ts'
import { appendEvent } from '../append-event.ts'
import { derivedKey } from '../derived-key.ts'
import { photoDetails, readPhotos, storePhotos } from '../photos/store-photos.ts'
import { makeStatusLink } from '../status/links.ts'
import { type StoreContact, takeIn } from '../take-in.ts'
import { badField, type Form, field, type Sender } from './form.ts'

export interface Open311Context extends Pick<ServerContext, 'systemDatabase'> {
  readonly settings: Pick<ServerContext['settings'], 'slaFrom' | 'contactsKey'>
  readonly storeContact: StoreContact
}

/** Returns the key of a message in the log, derived from the sender's id of it. */
function keyOf(sender: Sender, id: string | undefined): string {
  if (id === undefined || sender.id === null) return randomUUID()
  return derivedKey(`open311 ${sender.id} ${id}`)
}

function coordinate(fields: URLSearchParams, name: 'lat' | 'long', most: number): number {
  const text = fields.get(name)?.trim() ?? ''
  const value = Number(text)
  if (!/^[+-]?\d{1,3}(\.\d+)?$/.test(text) || Math.abs(value) > most)
    throw badField(name, {
      zh: `−${most} 到 ${most} 的度数（WGS 84）`,
      en: `degrees from -${most} to ${most} (WGS 84)`,
    })
  return value
}

const isPhone = (text: string) =>
  /^\+?[\d\s().-]{5,24}$/.test(text) && /^\d{5,20}$/.test(text.replace(/\D/g, ''))

/** Returns the contact of the reporter; undefined if the form has none. */
function contactOf(fields: URLSearchParams) {
  const name = [field(fields, 'first_name', 60), field(fields, 'last_name', 39)].filter(Boolean).join(' ')
  const [phone, email] = [field(fields, 'phone', 60), field(fields, 'email', 200)]
  const notes = [email, phone && !isPhone(phone) ? phone : undefined].filter(Boolean).join(' ')
  const number = phone && isPhone(phone) ? phone : null
  const known = name || (number === null ? notes.slice(0, 100) : '')
  return known || number ? { name: known || null, phone: number, note: notes || null } : undefined
}

/** Stores a report with its photos; returns its id and the token of its status page. */
export async function takeRequest(
  { systemDatabase, settings, storeContact }: Open311Context,
  sender: Sender,
  { fields, files }: Form,
): Promise<{ id: number; token: string }> {
  const [lat, lon] = [coordinate(fields, 'lat', 90), coordinate(fields, 'long', 180)]
  const kind = fields.get('service_code') ?? ''
  if (!Object.hasOwn(incidentKinds, kind)) {
    const kinds = Object.keys(incidentKinds)
    throw badField('service_code', { zh: `${kinds.join('、')} 之一`, en: `one of ${kinds.join(', ')}` })
  }
  const words = field(fields, 'description', 4_000)?.slice(0, 2_000)
  const mediaUrl = field(fields, 'media_url', 2_000)
  if (mediaUrl !== undefined && !/^https?:\/\//.test(mediaUrl))
    throw badField('media_url', { zh: 'http 或 https 地址', en: 'an address of http or https' })
  const external =
    field(fields, 'attribute[fixmystreet_id]', 100) ?? field(fields, 'attribute[external_id]', 100)
  const report = {
    ...{ key: keyOf(sender, external && `request ${external}`), at: new Date().toISOString() },
    ...{ kind, channel: sender.channel, priority: 3, lon, lat },
    ...(words === undefined ? {} : { words }),
  }
  const contact = settings.contactsKey === undefined ? undefined : contactOf(fields)
  const photos = await readPhotos(files, report.key)
  let token = ''
  const { id } = await takeIn(
    systemDatabase,
    report,
    sender.source,
    async (client, incident) => {
      if (contact) await storeContact(client, incident, contact)
      token = await makeStatusLink(client, incident, undefined)
      await storePhotos(client, incident, photos)
    },
    {
      ...(mediaUrl === undefined ? {} : { media_url: mediaUrl }),
      ...photoDetails(photos),
    },
  )
  return { id, token }
}

/** Adds an update to a report of the same sender, once for each id; returns the id of the event. */
export async function takeUpdate(
  { systemDatabase, settings }: Open311Context,
  sender: Sender,
  fields: URLSearchParams,
): Promise<number> {
  const request = fields.get('service_request_id') ?? ''
  const { rows } = await systemDatabase.query<{ id: number }>(
    'select id::float8 as id from incidents where id::text = $1 and source = $2',
    [request.slice(0, 20), sender.source],
  )
  const [incident] = rows
  if (incident === undefined) throw notFound({ zh: '上报', en: 'request' }, request)
  const note = field(fields, 'description', 4_000)?.slice(0, 2_000)
  if (note === undefined) throw badField('description', { zh: '更新的文字', en: 'the text of the update' })
  const own = field(fields, 'update_id', 100) ?? field(fields, 'update_id_ext', 100)
  const event = {
    key: keyOf(sender, own && `update ${own}`),
    at: new Date().toISOString(),
    type: 'noted',
    note,
  } as const
  return (await appendEvent(systemDatabase, String(incident.id), event, settings.slaFrom)).event_id
}
