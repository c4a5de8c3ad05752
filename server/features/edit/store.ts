/** The transactions that create, change and delete a feature. Triggers of the tables update tiles. */
import { randomUUID } from 'node:crypto'
import { giveReason } from '../../../geodata/changes/bulk-change.ts'
import type { Database, DatabaseClient } from '../../../geodata/database/database.ts'
import { repeatableTransaction } from '../../../geodata/database/repeatable-transaction.ts'
import { type Crs, crs84 } from '../../../geodata/model/coordinate-systems.ts'
import type { Layer } from '../../../geodata/model/layer.ts'
import type { Role } from '../../../geodata/model/roles.ts'
import { isRowId } from '../../../geodata/model/row-id.ts'
import { readItem } from '../item.ts'
import { outsideLimits } from './authorize.ts'
import { constraintProblem } from './body-problem.ts'
import { type CreationKey, createOnce } from './creations.ts'
import { type Edition, refuseWrittenSince, rememberWrite } from './edition.ts'
import type { FeatureInput } from './feature-input.ts'
import { eastFirstText, refuseInvalid } from './geometry-input.ts'
import { EDIT_SOURCE, followName } from './places.ts'
import { type Precondition, refuseStale } from './precondition.ts'
import { deleteQuery, insertQuery, lockQuery, updateQuery } from './write-sql.ts'

/** Licence of edited rows, which belong to the operator of the platform. */
const EDIT_LICENCE = '平台运营方自有数据 · data of the platform operator'

interface Written {
  readonly id: number
  readonly version: string
}

/** Who writes, and why. */
interface Writing {
  /** Role of the writer. */
  readonly role: Role
  /** The reason that versions of the feature keep. */
  readonly why?: string | undefined
}

/** How a body is read and repeated. */
interface Creation extends Writing {
  readonly crs: Crs
  readonly key: CreationKey | undefined
  readonly edition: Edition | undefined
}

/**
 * Runs `work` in a transaction and retries it after a conflict. Converts violations of constraints and
 * policies to ProblemErrors.
 */
async function changing<T>(
  database: Database,
  layer: Layer,
  why: string | undefined,
  work: (client: DatabaseClient) => Promise<T>,
): Promise<T> {
  try {
    return await repeatableTransaction(database, async (client) => {
      if (why !== undefined) await giveReason(client, why)
      return work(client)
    })
  } catch (error) {
    throw isRefusal(error) ? outsideLimits(layer) : constraintProblem(error)
  }
}

/** Returns whether a policy or a grant of the database refused the change (SQLSTATE 42501). */
const isRefusal = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '42501'

const labelIn = (layer: Layer, { values }: FeatureInput): string | null => {
  for (const [property, value] of values) if (property.name === layer.label) return value as string | null
  return null
}

/** Returns the validated geometry as text. */
async function checkedGeometry(client: DatabaseClient, { geometry }: FeatureInput, crs: Crs) {
  if (geometry === undefined) return undefined
  const text = eastFirstText(geometry, crs)
  await refuseInvalid(client, text)
  return text
}

/** Creates a feature and returns its id; for a known key, the id of the existing feature. */
export function createFeature(
  database: Database,
  layer: Layer,
  input: FeatureInput,
  { crs, role, key, edition, why }: Creation,
): Promise<string> {
  return changing(database, layer, why, async (client) => {
    const create = async (): Promise<string> => {
      const geometry = await checkedGeometry(client, input, crs)
      if (geometry === undefined) throw new Error('a new feature was read without its geometry')
      const source = `${EDIT_SOURCE}${role}`
      const provenance = { source, sourceId: randomUUID(), licence: EDIT_LICENCE }
      const query = insertQuery(layer, { values: input.values, geometry }, crs, provenance)
      const { rows } = await client.query<Written>(query)
      const id = String(rows[0]?.id)
      if (edition) await rememberWrite(client, layer, { id, version: rows[0]?.version ?? '' }, edition)
      await followName(client, { layer, id, source, role, before: null, after: labelIn(layer, input) })
      return id
    }
    return key === undefined ? create() : createOnce(client, key, create)
  })
}

interface Locked extends Written {
  readonly source: string
  readonly label: string | null
}

/** Locks a row until the end of the transaction. A visible row may not be writable. */
async function lock(
  client: DatabaseClient,
  layer: Layer,
  fid: string,
  expected: Precondition,
): Promise<Locked> {
  const { rows } = isRowId(fid) ? await client.query<Locked>(lockQuery(layer, fid)) : { rows: [] }
  const row = rows[0]
  if (row === undefined) {
    await readItem(client, layer, fid, crs84)
    throw outsideLimits(layer)
  }
  if (typeof expected === 'object' && 'point' in expected)
    await refuseWrittenSince(client, layer, { id: fid, version: row.version }, expected)
  else refuseStale(expected, row.version)
  return row
}

interface FeatureChange extends Writing {
  readonly input: FeatureInput
  readonly crs: Crs
  readonly replace: boolean
  /** The edition of the request, which may then change the feature again. */
  readonly edition?: Edition | undefined
}

/**
 * Changes the properties in the input, or with `replace` all writable ones. Source and licence are kept,
 * because the terms of the original data still apply. Throws ProblemErrors of status 403, 404 and 412.
 */
export function changeFeature(
  database: Database,
  layer: Layer,
  fid: string,
  change: FeatureChange,
  expected: Precondition,
): Promise<void> {
  const { input, crs, replace, role, edition, why } = change
  return changing(database, layer, why, async (client) => {
    const before = await lock(client, layer, fid, expected)
    const geometry = await checkedGeometry(client, input, crs)
    const query = updateQuery(layer, fid, { values: input.values, geometry }, crs, replace)
    const { rows } = await client.query<Written>(query)
    const [written] = rows
    if (written === undefined) throw outsideLimits(layer)
    if (edition) await rememberWrite(client, layer, { id: fid, version: written.version }, edition)
    const named = replace || [...input.values.keys()].some(({ name }) => name === layer.label)
    const after = named ? labelIn(layer, input) : before.label
    await followName(client, { layer, id: fid, source: before.source, role, before: before.label, after })
  })
}

/** Deletes a feature. Throws ProblemErrors of status 403, 404 and 412. */
export function deleteFeature(
  database: Database,
  layer: Layer,
  fid: string,
  { role, why }: Writing,
  expected: Precondition,
): Promise<void> {
  return changing(database, layer, why, async (client) => {
    const before = await lock(client, layer, fid, expected)
    const { rows } = await client.query<Written>(deleteQuery(layer, fid))
    if (rows.length === 0) throw outsideLimits(layer)
    await followName(client, {
      layer,
      id: fid,
      source: before.source,
      role,
      before: before.label,
      after: null,
    })
  })
}
