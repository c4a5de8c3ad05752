import { expect, it } from 'vitest'
import { z } from 'zod'
import { entrancePageSchema, greenwayPageSchema } from '../../../../geodata/model/answers/greenways.ts'
import { layerFeatureSchema } from '../../../../geodata/model/answers/layer-features.ts'
import { placePageSchema } from '../../../../geodata/model/answers/places.ts'
import { findLayer } from '../../../../geodata/model/catalogue.ts'

interface Form {
  readonly type?: string | readonly string[]
  readonly anyOf?: readonly Form[]
  readonly properties?: Readonly<Record<string, Form>>
}

const formOf = (schema: z.ZodType): Form => z.toJSONSchema(schema) as Form
/** Returns the JSON types that a property may have; integers are numbers. */
const typesOf = ({ type, anyOf = [] }: Form): string[] =>
  [type ?? []]
    .flat()
    .map((one) => one.replace('integer', 'number'))
    .concat(...anyOf.map(typesOf))
    .sort()

it.each([
  ['greenways', greenwayPageSchema],
  ['entrances', entrancePageSchema],
  ['places', placePageSchema],
] as const)(
  'the properties of %s that the page reads are in the catalogue, with the same types',
  (id, schema) => {
    const layer = findLayer(id)
    if (layer === undefined) throw new Error(`no layer ${id}`)
    const known = formOf(layerFeatureSchema(layer).shape.properties).properties ?? {}
    const read = formOf(schema.shape.features.element.shape.properties).properties ?? {}
    expect(Object.keys(read)).not.toEqual([])
    for (const [name, form] of Object.entries(read)) {
      const types = typesOf(known[name] ?? {})
      // The database may guarantee more than the catalogue: a value that is never null.
      expect([types, types.filter((type) => type !== 'null')], `${id}.${name}`).toContainEqual(typesOf(form))
    }
  },
)
