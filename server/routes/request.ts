/** Parameters of routes: places, profile, time and wishes. */
import { z } from 'zod'
import {
  atNightSchema,
  routeAvoidSchema,
  routeProfileSchema,
} from '../../geodata/model/answers/route-plan.ts'
import { routeAvoids, routeProfiles } from '../../geodata/model/routes/codes.ts'
import {
  integerParameter,
  integerText,
  languageParameter,
  numberText,
  parameter,
} from '../http/parameters.ts'
import { routeFormatParameter } from './answer.ts'

/** Most stops between. */
const MAX_VIA = 25

const place = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.tuple([numberText(-180, 180), numberText(-90, 90)]))

const placeParameter = () =>
  parameter(
    place,
    { zh: '“经度,纬度”（WGS 84）', en: 'longitude,latitude in WGS 84' },
    { type: 'string', example: '120.13,30.25' },
  )

/** Splits a list; an empty text is an empty list. */
const listOf = <S extends z.ZodType<unknown, string>>(separator: string, item: S, most: number) =>
  z
    .string()
    .default('')
    .transform((text) => (text === '' ? [] : text.split(separator)))
    .pipe(z.array<z.ZodType<z.output<S>, string>>(item as never).max(most))

const choice = <S extends z.ZodType>(schema: S, values: readonly string[]) =>
  parameter(
    schema,
    { zh: `以下之一：${values.join('、')}`, en: `one of: ${values.join(', ')}` },
    { type: 'string', enum: values },
  )

/** Parameters that routes and loops share. */
const travelParameters = {
  profile: choice(routeProfileSchema.default('walk'), routeProfiles),
  depart: parameter(
    z.iso.datetime({ offset: true }).optional(),
    { zh: 'RFC 3339 的出发时刻，不写即现在', en: 'the departure as RFC 3339; now if it is left out' },
    { type: 'string', format: 'date-time' },
  ),
  avoid: parameter(
    listOf(',', routeAvoidSchema, routeAvoids.length),
    { zh: `以逗号分隔：${routeAvoids.join('、')}`, en: `any of ${routeAvoids.join(', ')}, with commas` },
    { type: 'string', example: 'steps,steep' },
  ),
  at_night: choice(atNightSchema.default('avoid'), atNightSchema.options),
  f: routeFormatParameter,
  lang: languageParameter,
}

export const planQuery = z.object({
  from: placeParameter(),
  to: placeParameter(),
  via: parameter(
    listOf(';', place, MAX_VIA),
    {
      zh: `至多 ${MAX_VIA} 个“经度,纬度”，以分号分隔`,
      en: `up to ${MAX_VIA} longitude,latitude, with semicolons`,
    },
    { type: 'string', example: '120.14,30.25;120.15,30.26' },
  ),
  ...travelParameters,
  alternatives: parameter(
    integerText(0, 3).default(0),
    { zh: '0 到 3 的整数', en: 'an integer from 0 to 3' },
    { type: 'integer', minimum: 0, maximum: 3, default: 0 },
  ),
  reorder: parameter(
    z.stringbool({ truthy: ['true', '1'], falsy: ['false', '0'] }).default(false),
    { zh: 'true 或 false', en: 'true or false' },
    { type: 'boolean', default: false },
  ),
})

export const loopQuery = z.object({
  from: placeParameter(),
  ...travelParameters,
  length_m: integerParameter(500, 60_000),
  duration_s: integerParameter(300, 8 * 3600),
})
