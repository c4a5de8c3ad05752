/** `PUT`, `GET /patrol/photos/{id}`: photos of incidents. */
import { z } from 'zod'
import { sentPhotoSchema } from '../../../geodata/model/answers/patrol-photo.ts'
import { requireRole } from '../../access/required-role.ts'
import { viewerOf } from '../../access/viewer.ts'
import { refusals } from '../../access/visibility.ts'
import type { ServerContext } from '../../context.ts'
import { notFound, ProblemError } from '../../errors.ts'
import { type Endpoint, endpoint } from '../../http/endpoint.ts'
import { readBytes } from '../../http/json-body.ts'
import { parameter } from '../../http/parameters.ts'
import { sendJson } from '../../http/send-json.ts'
import { MAX_PHOTO_BYTES, photoTypes, readPhoto } from './read-photo.ts'

const tag = 'Patrol'
const path = '/patrol/photos/{id}'
const what = { zh: '事件照片', en: 'Photos of incidents' }
/** Maximum photos of one account that belong to no incident yet. */
const MAX_WAITING = 50

type Context = Pick<ServerContext, 'databaseFor'>

const params = z.object({
  id: parameter(
    z.uuid(),
    { zh: '由发送方生成的 UUID', en: 'a UUID that the sender makes' },
    {
      type: 'string',
      format: 'uuid',
      description: 'Made by the sender: sent again, the photo is taken once',
    },
  ),
})

export function photoEndpoints(context: Context): readonly Endpoint[] {
  return [sendEndpoint(context), readEndpoint(context)]
}

function sendEndpoint({ databaseFor }: Context): Endpoint {
  return endpoint({
    operationId: 'sendPhoto',
    method: 'put',
    path,
    tag,
    summary:
      'Send a photo; an event `photo_added` puts it to an incident within a day (officer, lead, admin)',
    secured: true,
    writers: ['officer'],
    params,
    requestBody: Object.fromEntries(photoTypes.map((type) => [type, z.string().meta({ format: 'binary' })])),
    responses: {
      200: { description: 'Taken', content: { 'application/json': sentPhotoSchema } },
      ...refusals,
      413: { description: 'More than 15 MiB or 50 million pixels' },
      422: { description: 'Not a picture' },
    },
    async handle({ params: { id } }, response, request) {
      requireRole(viewerOf(request), 'officer', what)
      const { account } = viewerOf(request)
      const photo = await readPhoto(await readBytes(request, photoTypes, MAX_PHOTO_BYTES))
      const { jpeg, width, height, place, takenAt } = photo
      const database = databaseFor(request)
      const waiting = await database.query<{ count: number }>(
        'select count(*)::int as count from incident_photos where incident_id is null and account_id = $1 and id <> $2',
        [account, id],
      )
      if ((waiting.rows[0]?.count ?? 0) >= MAX_WAITING) throw tooMany
      await database.query(
        `insert into incident_photos (id, account_id, width, height, bytes) values ($1, $2, $3, $4, $5)
         on conflict (id) do nothing`,
        [id, account, width, height, jpeg],
      )
      response.set('Cache-Control', 'no-store')
      sendJson(response, sentPhotoSchema, { id, width, height, place, taken_at: takenAt })
    },
  })
}

const tooMany = new ProblemError(
  429,
  { zh: '照片过多', en: 'Too many photos' },
  {
    zh: `您有 ${MAX_WAITING} 张照片还没有归入事件，请先归入，或明天再传。`,
    en: `${MAX_WAITING} of your photos are not put to an incident yet. Do that first, or send more tomorrow.`,
  },
)

function readEndpoint({ databaseFor }: Context): Endpoint {
  return endpoint({
    operationId: 'getPhoto',
    method: 'get',
    path,
    tag,
    summary: 'A photo of an incident, without any of the notes of the camera (officer, lead, admin)',
    secured: true,
    params,
    responses: {
      200: { description: 'Photo', content: { 'image/jpeg': null } },
      ...refusals,
      404: { description: 'No such photo' },
    },
    async handle({ params: { id } }, response, request) {
      requireRole(viewerOf(request), 'officer', what)
      const { rows } = await databaseFor(request).query<{ bytes: Buffer }>(
        'select bytes from incident_photos where id = $1',
        [id],
      )
      const [photo] = rows
      if (photo === undefined) throw notFound({ zh: '照片', en: 'photo' }, id)
      response.set('Cache-Control', 'private, max-age=86400, immutable').type('image/jpeg').send(photo.bytes)
    },
  })
}
