/** The thread that renders glyphs; see glyph-thread.ts. */
import { parentPort } from 'node:worker_threads'
import { gzipSync } from 'node:zlib'
import { glyphRange } from './glyph-range.ts'
import type { GlyphAnswer, GlyphQuestion } from './glyph-thread.ts'

parentPort?.on('message', ({ id, stack, first }: GlyphQuestion) => {
  let answer: GlyphAnswer
  try {
    answer = { id, glyphs: gzipSync(glyphRange(stack, first)) }
  } catch (error) {
    answer = { id, error: String(error) }
  }
  parentPort?.postMessage(answer)
})
