/** Schemas of request bodies for the administration of accounts. */
import { z } from 'zod'
import { parameter } from '../../http/parameters.ts'
import { accountNameSchema, codesSchema, rolesSchema, titleSchema } from '../schemas.ts'

const limits = { zones: codesSchema().optional(), towns: codesSchema().optional() }

export const newAccountSchema = z.strictObject({
  name: accountNameSchema,
  title: titleSchema.nullable().optional(),
  roles: rolesSchema(),
  ...limits,
})

export const accountChangeSchema = z.strictObject({
  title: titleSchema.nullable().optional(),
  roles: rolesSchema().optional(),
  zones: codesSchema().optional(),
  towns: codesSchema().optional(),
  disabled: parameter(z.boolean().optional(), { zh: 'true 或 false', en: 'true or false' }),
})
