/** Streams a file in pieces while rows arrive. */
import type { FormatRow, FormatWriter } from './format.ts'

export type Batches = AsyncGenerator<readonly FormatRow[], void, undefined>

/** Yields the pieces of a file whose first batch is already read; further batches are read when needed. */
export async function* filePieces(
  first: IteratorResult<readonly FormatRow[], void>,
  batches: Batches,
  writer: FormatWriter,
): AsyncGenerator<string | Uint8Array> {
  yield* filled(writer.begin())
  for (let batch = first; !batch.done; batch = await batches.next()) yield* filled(writer.batch(batch.value))
  yield* filled(writer.end())
}

/** An empty piece would end a stream of bytes. */
function* filled(piece: string | Uint8Array): Generator<string | Uint8Array> {
  if (piece.length > 0) yield piece
}
