/** Management of devices for leads, and the list of implausible positions. */
import { z } from 'zod'
import { record } from '../../../geodata/audit/record.ts'
import { sqlFile } from '../../../geodata/database/sql.ts'
import {
  addedDeviceSchema,
  type DoubtfulPosition,
  devicesSchema,
  type PatrolDevice,
  quarantineSchema,
} from '../../../geodata/model/answers/patrol-device.ts'
import { requireRole } from '../../access/required-role.ts'
import { digestOf, newSecret } from '../../access/secret.ts'
import { viewerOf } from '../../access/viewer.ts'
import type { DataContext } from '../../context.ts'
import { notFound, ProblemError } from '../../errors.ts'
import { checkedBody } from '../../http/checked-body.ts'
import { type Endpoint, endpoint } from '../../http/endpoint.ts'
import { limitParameter, parameter, rowIdText } from '../../http/parameters.ts'
import { sendJson } from '../../http/send-json.ts'
import { knownUnit } from '../positions.ts'

const quarantineSql = sqlFile(import.meta.url, 'quarantine.sql')

const tag = 'Patrol devices'
const json = 'application/json'
const MAX_DOUBTFUL = 500
const devices = { zh: '定位设备', en: 'Devices of units' }

type Context = Pick<DataContext, 'databaseFor'>

export function deviceEndpoints(context: Context): readonly Endpoint[] {
  return [listEndpoint(context), addEndpoint(context), revokeEndpoint(context), quarantineEndpoint(context)]
}

function listEndpoint({ databaseFor }: Context): Endpoint {
  return endpoint({
    operationId: 'getPatrolDevices',
    method: 'get',
    path: '/patrol/devices',
    tag,
    summary: 'Devices that say where units are, and gateways (lead, admin)',
    secured: true,
    responses: { 200: { description: 'Devices', content: { [json]: devicesSchema } } },
    async handle(_, response, request) {
      requireRole(viewerOf(request), 'lead', devices)
      const { rows } = await databaseFor(request).query<PatrolDevice>(
        `select device.id::float8 as id, unit.code as unit, device.gateway_id::float8 as gateway_id, device.external_id,
           device.name, device.datum, device.moves_unit, device.last_at, device.created_at, device.revoked_at
         from patrol_devices as device
         left join units as unit on unit.id = device.unit_id
         order by device.revoked_at nulls first, unit.code, device.name`,
      )
      response.set('Cache-Control', 'no-store')
      sendJson(response, devicesSchema, { devices: rows })
    },
  })
}

const id = (what: { zh: string; en: string }) => parameter(z.int().min(0).nullish(), what)

const newDeviceSchema = z.strictObject({
  name: parameter(z.string().trim().min(1).max(100), {
    zh: '1 到 100 个字的名称',
    en: 'a name of 1 to 100 characters',
  }),
  unit_id: id({ zh: '巡查组编号；网关没有', en: 'the id of a unit; none for a gateway' }),
  gateway_id: id({
    zh: '网关编号，仅用于由网关转发的设备',
    en: 'the id of a gateway, for devices that it speaks for',
  }),
  external_id: parameter(z.string().min(1).max(128).nullish(), {
    zh: '网关所用的设备编号（Traccar 的 uniqueId）',
    en: 'what the gateway calls the device (uniqueId of Traccar)',
  }),
  datum: parameter(z.enum(['wgs84', 'gcj02']).default('wgs84'), {
    zh: 'wgs84 或 gcj02',
    en: 'wgs84 or gcj02',
  }),
  moves_unit: parameter(z.boolean().default(true), {
    zh: '是否以此设备的位置为巡查组的位置',
    en: 'whether the unit is shown where this device is',
  }),
})

function addEndpoint({ databaseFor }: Context): Endpoint {
  return endpoint({
    operationId: 'addPatrolDevice',
    method: 'post',
    writers: ['lead'],
    path: '/patrol/devices',
    tag,
    summary: 'Register a device of a unit, or a gateway (lead, admin); its token is shown this once',
    secured: true,
    requestBody: { [json]: newDeviceSchema },
    responses: { 201: { description: 'Registered', content: { [json]: addedDeviceSchema } } },
    async handle(_, response, request) {
      requireRole(viewerOf(request), 'lead', devices)
      const { name, unit_id, gateway_id, external_id, datum, moves_unit } = await checkedBody(
        request,
        newDeviceSchema,
      )
      const isForwarded = gateway_id != null
      if (isForwarded !== (external_id != null) || (isForwarded && unit_id == null)) throw incomplete
      const token = isForwarded ? null : newSecret()
      const added = await databaseFor(request).transaction(async (client) => {
        if (unit_id != null) await knownUnit(client, String(unit_id))
        if (isForwarded) {
          const { rows } = await client.query(
            'select id from patrol_devices where id = $1 and unit_id is null and revoked_at is null',
            [gateway_id],
          )
          if (rows.length === 0) throw notFound({ zh: '网关', en: 'gateway' }, String(gateway_id))
        }
        const values = [unit_id, gateway_id, external_id, name, token && digestOf(token), datum, moves_unit]
        const { rows } = await client
          .query<{ id: number }>(
            `insert into patrol_devices (unit_id, gateway_id, external_id, name, digest, datum, moves_unit)
             values ($1, $2, $3, $4, $5, $6, $7) returning id::float8 as id`,
            values.map((value) => value ?? null),
          )
          .catch(refused)
        const object = `patrol_devices/${rows[0]?.id}`
        await record(client, { action: 'insert', object, after: { unit_id: unit_id ?? null, name } })
        return rows[0]?.id ?? 0
      })
      response.set('Cache-Control', 'no-store')
      sendJson(response, addedDeviceSchema, { id: added, token }, { status: 201 })
    },
  })
}

/** Throws a ProblemError for a duplicate name or missing rights; any other error unchanged. */
function refused(error: unknown): never {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === '23505') throw taken
  if (code === '42501') throw onlyUnlimited
  throw error
}

function revokeEndpoint({ databaseFor }: Context): Endpoint {
  return endpoint({
    operationId: 'revokePatrolDevice',
    method: 'delete',
    writers: ['lead'],
    path: '/patrol/devices/{device}',
    tag,
    summary: 'Revoke the token of a device; its positions stay (lead, admin)',
    secured: true,
    params: z.object({
      device: parameter(rowIdText(), { zh: '设备编号', en: 'the id of a device' }, { type: 'string' }),
    }),
    responses: { 204: { description: 'Revoked' } },
    async handle({ params: { device } }, response, request) {
      requireRole(viewerOf(request), 'lead', devices)
      await databaseFor(request).transaction(async (client) => {
        const { rowCount } = await client.query(
          'update patrol_devices set revoked_at = now() where id = $1 and revoked_at is null',
          [device],
        )
        if (rowCount === 0) throw notFound({ zh: '设备', en: 'device' }, String(device))
        await record(client, { action: 'delete', object: `patrol_devices/${device}` })
      })
      response.status(204).end()
    },
  })
}

function quarantineEndpoint({ databaseFor }: Context): Endpoint {
  return endpoint({
    operationId: 'getDoubtfulPositions',
    method: 'get',
    path: '/patrol/positions/quarantine',
    tag,
    summary: 'Positions that are not believed, with the reason (lead, admin); each reading is audited',
    secured: true,
    query: z.object({
      unit: parameter(
        rowIdText().optional(),
        { zh: '巡查组编号', en: 'the id of a unit' },
        { type: 'string' },
      ),
      limit: limitParameter(MAX_DOUBTFUL, 100),
    }),
    responses: { 200: { description: 'Positions', content: { [json]: quarantineSchema } } },
    async handle({ query: { unit, limit } }, response, request) {
      requireRole(viewerOf(request), 'lead', { zh: '存疑位置', en: 'Doubtful positions' })
      const rows = await databaseFor(request).transaction(async (client) => {
        const found = await client.query<DoubtfulPosition>(quarantineSql, [unit ?? null, limit + 1])
        const after = { unit: unit ?? null, positions: Math.min(limit, found.rows.length) }
        await record(client, { action: 'read', object: 'position_quarantine', after })
        return found.rows
      })
      response.set('Cache-Control', 'no-store')
      sendJson(response, quarantineSchema, { positions: rows.slice(0, limit), more: rows.length > limit })
    },
  })
}

const title = { zh: '设备有误', en: 'Bad device' }
const incomplete = new ProblemError(400, title, {
  zh: '经网关转发的设备须有 gateway_id、external_id 与 unit_id；自行上报的设备只有 unit_id；网关三者皆无。',
  en: 'A device of a gateway needs gateway_id, external_id and unit_id; one that reports itself has unit_id only; a gateway has none of them.',
})
const taken = new ProblemError(409, title, {
  zh: '该网关已有此 external_id 的设备。请先注销它。',
  en: 'The gateway has a device of this external_id. Revoke it first.',
})
const onlyUnlimited = new ProblemError(
  403,
  { zh: '没有权限', en: 'Not allowed' },
  {
    zh: '网关为各片区的巡查组上报位置，限定片区的指挥员不能登记。',
    en: 'A gateway speaks for units of all zones, and is not for leads who are limited to some.',
  },
)
