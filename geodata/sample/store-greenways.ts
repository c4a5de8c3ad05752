/** Stores greenways of the sample and their segments, which refer to them. */
import { copyText } from '../database/copy.ts'
import type { DatabaseClient } from '../database/database.ts'
import { multiLineEwkb } from '../import/ewkb.ts'
import { toDegrees } from './plane.ts'
import type { GreenwayRow } from './rows.ts'
import { asynchronous, line, provenance, SAMPLE_LICENCE } from './store.ts'

/** Returns the ids of the stored greenways in their order. */
export async function storeGreenways(
  client: DatabaseClient,
  source: string,
  greenways: readonly GreenwayRow[],
): Promise<number[]> {
  const routes = greenways.map(({ name, name_en, operator, loop, segments }, index) => {
    const length = segments.reduce((sum, segment) => sum + segment.length_m, 0)
    const geom = multiLineEwkb(segments.map((segment) => segment.geom.map(toDegrees)))
    return copyText([
      name,
      name_en,
      operator,
      length,
      mainSurface(segments),
      loop,
      source,
      `greenways/${index + 1}`,
      SAMPLE_LICENCE,
      true,
      geom,
    ])
  })
  const columns = ['name', 'name_en', 'operator', 'length_m', 'surface', 'loop', ...provenance, 'geom']
  await client.copyIn('greenways', columns, asynchronous(routes))
  const { rows } = await client.query<{ id: string }>(
    'select id from greenways where source = $1 order by id',
    [source],
  )
  const ids = rows.map(({ id }) => Number(id))
  const pieces = greenways.flatMap(({ name, name_en, segments }, index) =>
    segments.map((segment, ordinal) =>
      copyText([
        ids[index],
        ordinal + 1,
        name,
        name_en,
        segment.length_m,
        segment.surface,
        segment.width_m,
        segment.lit,
        segment.bicycle,
        source,
        `greenways/${index + 1}/${ordinal + 1}`,
        SAMPLE_LICENCE,
        true,
        line(segment.geom),
      ]),
    ),
  )
  const segmentColumns = [
    'greenway_id',
    'ordinal',
    'name',
    'name_en',
    'length_m',
    'surface',
    'width_m',
    'lit',
    'bicycle',
    ...provenance,
    'geom',
  ]
  await client.copyIn('greenway_segments', segmentColumns, asynchronous(pieces))
  return ids
}

function mainSurface(segments: GreenwayRow['segments']): string {
  const lengths = new Map<string, number>()
  for (const { surface, length_m } of segments) lengths.set(surface, (lengths.get(surface) ?? 0) + length_m)
  return [...lengths].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? 'unknown'
}
