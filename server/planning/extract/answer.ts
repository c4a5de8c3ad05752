/** What every form of an extract begins with: the reader, the content, and the surroundings. */
import type { Request } from 'express'
import { publicViewer, type Viewer } from '../../../geodata/access/viewer.ts'
import type { Database } from '../../../geodata/database/database.ts'
import type { Surroundings } from '../../../geodata/model/answers/planning-extract.ts'
import type { NetworkKeeper } from '../../../geodata/network/keeper.ts'
import { viewerOf } from '../../access/viewer.ts'
import type { ServerContext } from '../../context.ts'
import { type ComposedExtract, composeExtract } from './document.ts'
import type { Question } from './question.ts'
import { surroundingsOf } from './surroundings.ts'

export type ExtractContext = Pick<ServerContext, 'databaseFor' | 'databaseAs'>

/** Subjects with surroundings: a list of many is about the parcels themselves. */
const MAX_WITH_SURROUNDINGS = 20

/** Returns the database and the viewer that a question is answered for. */
export function readerOf({ databaseFor, databaseAs }: ExtractContext, question: Question, request: Request) {
  return question.edition === 'public'
    ? { database: databaseAs(publicViewer), viewer: publicViewer }
    : { database: databaseFor(request), viewer: viewerOf(request) }
}

/** Composes an extract, and tells what lies around it today unless it is of the past. */
export async function composeWithSurroundings(
  database: Database,
  viewer: Viewer,
  question: Question,
  keeper: NetworkKeeper,
): Promise<{ composed: ComposedExtract; surroundings: Surroundings[] | null }> {
  const composed = await composeExtract(database, viewer, question)
  const { described } = composed
  const withoutThem = question.asOf !== undefined || described.length > MAX_WITH_SURROUNDINGS
  const surroundings = withoutThem
    ? null
    : await Promise.all(described.map((one) => surroundingsOf(database, keeper, one)))
  return { composed, surroundings }
}
