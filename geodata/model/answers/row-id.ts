import { z } from 'zod'

/** The id of a row; zod's integers are safe integers. */
export const rowIdSchema = z.int().min(0)
