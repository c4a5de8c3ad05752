import { z } from 'zod'

/** The id of a row; zod's integers are those that JavaScript holds exactly. */
export const rowIdSchema = z.int().min(0)
