/** Lists and unpacks the files of a zip, whose names may be in GBK, as Chinese Windows writes them. */
import { isUtf8 } from 'node:buffer'
import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32 } from 'node:zlib'
import type { Entry, ZipFile } from 'yauzl'
import yauzl from 'yauzl'
import { ImportError } from '../error.ts'
import { checkZip } from './zip.ts'

export interface ZipMember {
  /** With folders, separated by `/`. */
  readonly path: string
  readonly entry: Entry
}

/** Bit 11 of an entry's flags: its name is UTF-8. */
const UTF8_NAME = 0x800
/** Files that operating systems add beside the data. */
const NOISE = /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._)/i

export class Zip {
  readonly members: readonly ZipMember[]
  readonly #file: string
  readonly #zip: ZipFile

  private constructor(file: string, zip: ZipFile, members: readonly ZipMember[]) {
    this.#file = file
    this.#zip = zip
    this.members = members
  }

  /** Throws ImportError if the zip is damaged, encrypted or expands out of proportion. */
  static async open(file: string): Promise<Zip> {
    await checkZip(file)
    try {
      const zip = await yauzl.openPromise(file, { autoClose: false, decodeStrings: false })
      const members: ZipMember[] = []
      for await (const entry of zip.eachEntry()) {
        const path = nameOf(entry).replaceAll('\\', '/')
        if (!path.endsWith('/') && !NOISE.test(path)) members.push({ path, entry })
      }
      return new Zip(file, zip, members)
    } catch (cause) {
      throw notWhole(file, cause)
    }
  }

  /** Unpacks members to the paths of `targets` below a folder. Throws ImportError if one is damaged. */
  async unpack(targets: ReadonlyMap<ZipMember, string>, folder: string): Promise<void> {
    for (const [{ entry }, target] of targets) {
      const path = join(folder, target)
      await mkdir(dirname(path), { recursive: true })
      if (!entry.canDecodeFileData()) throw packedOtherwise(this.#file)
      try {
        const stream = await this.#zip.openReadStreamPromise(entry)
        await pipeline(stream, checksum(entry.crc32), createWriteStream(path))
      } catch (cause) {
        throw notWhole(this.#file, cause)
      }
    }
  }

  close(): void {
    this.#zip.close()
  }
}

function nameOf({ generalPurposeBitFlag, fileNameRaw }: Entry): string {
  const isDeclared = (generalPurposeBitFlag & UTF8_NAME) !== 0
  return isDeclared || isUtf8(fileNameRaw)
    ? fileNameRaw.toString('utf8')
    : new TextDecoder('gb18030').decode(fileNameRaw)
}

function checksum(expected: number): Transform {
  let sum = 0
  return new Transform({
    transform(chunk: Buffer, _, done) {
      sum = crc32(chunk, sum)
      done(null, chunk)
    },
    flush(done) {
      done(sum === expected ? null : new Error('the checksum differs'))
    },
  })
}

const notWhole = (file: string, cause: unknown) =>
  new ImportError(
    { zh: `${basename(file)} 不是完整的 zip 文件。`, en: `${basename(file)} is not a complete zip file.` },
    { cause },
  )

const packedOtherwise = (file: string) =>
  new ImportError({
    zh: `${basename(file)} 的压缩方式不支持：请用普通的 zip（deflate）重新压缩。`,
    en: `${basename(file)} uses an unsupported compression. Pack it again as a plain zip (deflate).`,
  })
