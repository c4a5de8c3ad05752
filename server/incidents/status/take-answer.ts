/** Takes what a reporter answers on the page of the report. */

import {
  type ReporterAnswer,
  reporterAnswers,
  stepOfAnswer,
} from '../../../geodata/model/patrol/reporter-answer.ts'
import type { ServerContext } from '../../context.ts'
import { ProblemError } from '../../errors.ts'
import { appendEvent } from '../append-event.ts'
import { derivedKey } from '../derived-key.ts'
import type { Status } from './page.ts'

interface Context extends Pick<ServerContext, 'systemDatabase'> {
  readonly settings: Pick<ServerContext['settings'], 'slaFrom'>
}

const notes: Readonly<Record<ReporterAnswer, string>> = {
  thanks: '报告人表示已解决 The reporter says that it is solved',
  persists: '报告人表示问题仍在 The reporter says that the problem is still there',
}

/**
 * Appends an answer to the log, once for each time that work has ended. Returns false if the report has changed so
 * that there is nothing to answer.
 */
export async function takeAnswer(
  { systemDatabase, settings }: Context,
  status: Status,
  token: string,
  answer: ReporterAnswer,
  words: string | undefined,
): Promise<boolean> {
  const { incident_id, state, closed_at, fed_back_at } = status
  if (!reporterAnswers(state).includes(answer)) return false
  const event = {
    key: derivedKey(`answer ${answer} ${token} ${closed_at ?? fed_back_at ?? state}`),
    at: new Date().toISOString(),
    type: stepOfAnswer(answer, state),
    note: `${notes[answer]}${words === undefined ? '' : `：${words}`}`,
  }
  try {
    await appendEvent(systemDatabase, String(incident_id), event, settings.slaFrom)
    return true
  } catch (error) {
    // A colleague was faster: the page shows how the report stands now.
    if (error instanceof ProblemError && error.status === 409) return false
    throw error
  }
}
