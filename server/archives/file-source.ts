/** Reads bytes of an archive on disk, and detects at the next read that a build has replaced it. */
import { open } from 'node:fs/promises'
import { resolve } from 'node:path'
import { EtagMismatch, type RangeResponse, type Source } from 'pmtiles'
import { archiveUnavailable } from './problems.ts'

export class FileArchive implements Source {
  readonly #name: string
  readonly path: string

  constructor(name: string, path: string) {
    this.#name = name
    this.path = resolve(path)
  }

  getKey(): string {
    return this.#name
  }

  async getBytes(
    offset: number,
    length: number,
    signal?: AbortSignal,
    etag?: string,
  ): Promise<RangeResponse> {
    signal?.throwIfAborted()
    const file = await this.#open()
    try {
      const stat = await file.stat()
      const current = fileEtag(stat)
      if (etag !== undefined && etag !== current) throw new EtagMismatch('The archive was replaced.')
      // A damaged directory may contain any length.
      const bytes = new Uint8Array(Math.max(0, Math.min(length, stat.size - offset)))
      const { bytesRead } = await file.read(bytes, 0, bytes.length, offset)
      return { data: bytes.slice(0, bytesRead).buffer, etag: current }
    } finally {
      await file.close()
    }
  }

  /** Returns the ETag of the current file. Throws a 503 if it is missing. */
  async etag(): Promise<string> {
    const file = await this.#open()
    try {
      return fileEtag(await file.stat())
    } finally {
      await file.close()
    }
  }

  async #open() {
    return await open(this.path, 'r').catch(() => {
      throw archiveUnavailable(this.#name)
    })
  }
}

function fileEtag({ ino, mtimeMs, size }: { ino: number; mtimeMs: number; size: number }): string {
  return `"${ino.toString(36)}-${Math.round(mtimeMs).toString(36)}-${size.toString(36)}"`
}
