/** Decides by GDAL's messages whether a file was read, and explains them to the user. */
import { debuglog } from 'node:util'
import type { Text } from '../../model/text.ts'
import { ImportError } from '../error.ts'
import type { FailureKind } from './known-messages.ts'
import { failureTexts, findFailure, warningText } from './known-messages.ts'
import type { GdalMessage, GdalReply } from './messages.ts'

/** Shows GDAL's own messages with NODE_DEBUG=gdal. */
const debug = debuglog('gdal')

/** A file that GDAL cannot read, or reads with errors. The cause has GDAL's own messages, for developers. */
export class GdalError extends ImportError {
  readonly kind: FailureKind

  constructor(kind: FailureKind, text: Text, said: string) {
    super(text, { cause: new Error(said) })
    this.kind = kind
  }
}

/**
 * Returns notes on GDAL's warnings for the report. Throws GdalError if GDAL failed or reported an error,
 * because it often continues after one and skips data.
 */
export function judge(name: string, { failed, crash, messages }: GdalReply): Text[] {
  for (const { severity, code, text, count } of messages)
    debug('%s: %s %d × %d: %s', name, severity, code, count, text)
  const errors = messages
    .map((message) => ({ ...message, kind: findFailure(message) }))
    .filter(({ severity, kind }) => kind !== 'harmless' && (severity === 'error' || kind !== null))
  if (failed === undefined && errors.length === 0) return notesOf(messages)
  const known = errors.find((error) => error.kind !== null)
  const kind = known?.kind ?? (failed === 'open' ? 'unknown_format' : 'other')
  const count = known?.count ?? errors.reduce((sum, error) => sum + error.count, 0)
  throw new GdalError(kind, failureTexts[kind](name, count), wordsOf(messages, crash))
}

function notesOf(messages: readonly GdalMessage[]): Text[] {
  const counts = new Map<string, { count: number; write: (count: number) => Text }>()
  for (const message of messages) {
    const text = warningText(message)
    if (text === null) continue
    const { key, write } = text
    counts.set(key, { count: (counts.get(key)?.count ?? 0) + message.count, write })
  }
  return [...counts.values()].map(({ count, write }) => write(count))
}

const wordsOf = (messages: readonly GdalMessage[], crash: string | undefined) =>
  [...(crash === undefined ? [] : [crash]), ...messages.map(({ text }) => text)].join('; ')
