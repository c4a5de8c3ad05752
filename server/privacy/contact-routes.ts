/** `GET`, `PUT /patrol/incidents/{fid}/contact`. */
import { z } from 'zod'
import type { Viewer } from '../../geodata/access/viewer.ts'
import { contactSchema } from '../../geodata/model/answers/contact.ts'
import { requireRole } from '../access/required-role.ts'
import { viewerOf } from '../access/viewer.ts'
import type { DataContext } from '../context.ts'
import { notFound } from '../errors.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { inputProblem } from '../http/input-problem.ts'
import { readJson, smallBody } from '../http/json-body.ts'
import { featureIdParams, parameter } from '../http/parameters.ts'
import { sendJson } from '../http/send-json.ts'
import { type Contact, type ContactCipher, plainName, plainPhone } from './contact-cipher.ts'
import { readContact, writeContact } from './contacts.ts'
import { neededCipher } from './key-problems.ts'

const tag = 'Privacy'
const json = 'application/json'
const path = '/patrol/incidents/{fid}/contact'

interface Contacts {
  readonly databaseFor: DataContext['databaseFor']
  readonly cipher: ContactCipher | undefined
}

export function contactEndpoints(contacts: Contacts): readonly Endpoint[] {
  return [readEndpoint(contacts), writeEndpoint(contacts)]
}

function requireLead(viewer: Viewer): void {
  requireRole(viewer, 'lead', { zh: '报告人联系方式', en: 'Contacts of those who report' })
}

function readEndpoint({ databaseFor, cipher }: Contacts): Endpoint {
  return endpoint({
    operationId: 'getIncidentContact',
    method: 'get',
    path,
    tag,
    summary: 'The contact of an incident’s reporter (lead, admin); each read is audited',
    secured: true,
    limit: 'export',
    params: featureIdParams,
    responses: { 200: { description: 'Contact', content: { [json]: contactSchema } } },
    async handle({ params: { fid } }, response, request) {
      requireLead(viewerOf(request))
      const found = await readContact(databaseFor(request), neededCipher(cipher), fid)
      if (found === undefined) throw notFound({ zh: '联系方式，事件', en: 'contact of incident' }, fid)
      const { contact, synthetic, writtenAt } = found
      response.set('Cache-Control', 'no-store')
      sendJson(response, contactSchema, { ...contact, written_at: writtenAt, synthetic })
    },
  })
}

/** Returns a line of text without control characters. */
const line = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[^\p{Cc}]*$/u)

/** Returns null for text without visible characters. */
const filled = (text: string | null | undefined): string | null => text?.trim() || null

const newContactSchema = z
  .strictObject({
    name: parameter(line(100).nullish(), {
      zh: '至多 100 个字符的姓名；姓名和电话至少有一个',
      en: 'a name of at most 100 characters, where there is no phone number',
    }),
    phone: parameter(
      line(40)
        .refine((text) => filled(text) === null || /^\+?\d{5,20}$/.test(plainPhone(text)))
        .nullish(),
      { zh: '5 到 20 位的电话号码', en: 'a phone number of 5 to 20 digits' },
    ),
    note: parameter(line(500).nullish(), {
      zh: '至多 500 个字符的一行',
      en: 'a line of at most 500 characters',
    }),
  })
  .refine(({ name, phone }) => filled(phone) !== null || plainName(name ?? '') !== '', { path: ['name'] })

/** Checks a contact as it is sent. Throws a ProblemError of status 400. */
export function checkedContact(value: unknown): Contact {
  const result = newContactSchema.safeParse(value)
  if (!result.success) throw inputProblem(result.error, newContactSchema, value, 'body')
  const { name, phone, note } = result.data
  return { name: filled(name), phone: filled(phone), note: filled(note) }
}

function writeEndpoint({ databaseFor, cipher }: Contacts): Endpoint {
  return endpoint({
    operationId: 'putIncidentContact',
    method: 'put',
    writers: ['lead'],
    path,
    tag,
    summary: 'Set the contact of an incident’s reporter (lead, admin); stored encrypted',
    secured: true,
    params: featureIdParams,
    requestBody: { [json]: newContactSchema },
    responses: { 204: { description: 'Set' } },
    async handle({ params: { fid } }, response, request) {
      requireLead(viewerOf(request))
      const { value } = await readJson(request, [json], smallBody)
      await writeContact(databaseFor(request), neededCipher(cipher), fid, checkedContact(value))
      response.status(204).end()
    },
  })
}
