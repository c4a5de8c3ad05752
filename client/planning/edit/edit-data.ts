/** Reads a feature with its version, and stores changes to it. */
import { featureVersionsSchema } from '../../../geodata/model/answers/feature-versions.ts'
import { featureSchema } from '../../../geodata/model/answers/features.ts'
import type { FeatureReference } from '../../desk.ts'
import { fetchVersion, send } from '../../source/send.ts'

const pathOf = ({ layer, id }: FeatureReference) => `/collections/${layer}/items/${id}`

export const versionsPath = (reference: FeatureReference): string => `${pathOf(reference)}/versions`
export const readVersions = (body: unknown) => featureVersionsSchema.parse(body)

/** Attributes of a feature, and the version (ETag) that they are of. */
export interface Read {
  readonly values: Readonly<Record<string, unknown>>
  readonly etag: string
}

/** Throws RequestError. */
export async function readFeature(reference: FeatureReference, signal: AbortSignal): Promise<Read> {
  const { body, etag } = await fetchVersion(pathOf(reference), signal)
  return { values: featureSchema.parse(body).properties, etag: etag ?? '' }
}

/** Throws RequestError, of status 412 if the feature has another version. */
export async function storeChanges(
  reference: FeatureReference,
  { etag }: Read,
  properties: Readonly<Record<string, unknown>>,
  why: string,
): Promise<void> {
  await send({ method: 'PATCH', path: pathOf(reference), body: { properties, why }, ifMatch: etag })
}
