/** The viewer for whom a job of outlines works. */
import { z } from 'zod'
import type { Viewer } from '../../../geodata/access/viewer.ts'

const inputSchema = z.object({ towns: z.array(z.string()).nullish() })

/** Limits of the viewer for the input of a job. */
export const limitsOf = ({ towns }: Viewer) => ({ towns: towns ?? null })

/** Returns the account of a job as a planner, within the limits that it had when it queued the job. */
export function ownerOf({ account, input }: { readonly account: number; readonly input: unknown }): Viewer {
  const { towns } = inputSchema.parse(input)
  const person = account === 0 ? {} : { account }
  return towns ? { role: 'planner_limited', towns, ...person } : { role: 'planner', ...person }
}
