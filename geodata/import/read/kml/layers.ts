/** Reads KML into a file of GeoJSON lines for each folder, in WGS 84. GDAL's driver drops most columns. */
import { appendFile, open } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Text } from '../../../model/text.ts'
import { ImportError } from '../../error.ts'
import type { Encoding } from '../encoding-name.ts'
import { decodedText, encodingOfText } from '../text-decoding.ts'
import { wrongXml } from '../well-formed-xml.ts'
import { KmlParser, KmlSyntaxError, unreadElements } from './parse.ts'
import type { Placemark } from './placemark.ts'

interface KmlLayer {
  /** The folder's name; with its parents if two folders have the same name. */
  readonly name: string
  readonly featureCount: number
  /** File of GeoJSON features, one a line. */
  readonly path: string
}

export interface KmlFile {
  readonly layers: readonly KmlLayer[]
  readonly encoding: string
  readonly notes: readonly Text[]
}

interface OpenLayer {
  readonly folders: readonly string[]
  readonly document: string
  readonly path: string
  count: number
  lines: string[]
}

/** Number of characters to buffer before they are written. */
const BUFFER = 4_000_000
const MAX_LAYERS = 10_000

/** Writes the layers below `folder`. Throws ImportError if the XML is invalid or incomplete. */
export async function readKml(file: string, folder: string, asked: Encoding | null): Promise<KmlFile> {
  const name = basename(file)
  const { encoding, notes } = await encodingOfText(file, await declaredIn(file), asked)
  const writer = new LayerWriter(name, folder)
  const parser = new KmlParser({ placemark: (mark, container) => writer.add(mark, container, parser.types) })
  try {
    for await (const text of decodedText(file, encoding)) {
      parser.write(text)
      if (writer.isFull) await writer.flush()
    }
    parser.end()
  } catch (error) {
    if (error instanceof KmlSyntaxError) throw wrongXml(name, error.line, error)
    throw error
  }
  await writer.flush()
  return {
    layers: writer.layers(),
    encoding: encoding.name,
    notes: [...notes, ...writer.notes(), ...unreadNotes(parser)],
  }
}

class LayerWriter {
  readonly #layers = new Map<string, OpenLayer>()
  readonly #name: string
  readonly #folder: string
  #size = 0
  #withHeights = 0
  #withBadCoordinates = 0
  #models = 0

  constructor(name: string, folder: string) {
    this.#name = name
    this.#folder = folder
  }

  get isFull(): boolean {
    return this.#size > BUFFER
  }

  add(
    { properties, geometry, hasHeights, hasBadCoordinates, hasModel }: Placemark,
    { folders, document }: { folders: readonly string[]; document: string },
    types: ReadonlyMap<string, string>,
  ): void {
    const key = JSON.stringify(folders)
    let layer = this.#layers.get(key)
    if (!layer) {
      if (this.#layers.size >= MAX_LAYERS) throw tooManyFolders(this.#name)
      const path = join(this.#folder, `kml-${this.#layers.size}.geojsonl`)
      layer = { folders: [...folders], document, path, count: 0, lines: [] }
      this.#layers.set(key, layer)
    }
    const columns = [...properties].map(
      ([column, text]) => `${JSON.stringify(column)}:${typed(text, types.get(column))}`,
    )
    const line = `{"type":"Feature","properties":{${columns.join(',')}},"geometry":${JSON.stringify(geometry)}}\n`
    layer.lines.push(line)
    layer.count++
    this.#size += line.length
    if (hasHeights) this.#withHeights++
    if (hasBadCoordinates) this.#withBadCoordinates++
    if (hasModel) this.#models++
  }

  async flush(): Promise<void> {
    for (const layer of this.#layers.values()) {
      if (layer.lines.length > 0) await appendFile(layer.path, layer.lines.join(''))
      layer.lines = []
    }
    this.#size = 0
  }

  layers(): KmlLayer[] {
    const open = [...this.#layers.values()]
    const short = open.map(({ folders, document }) => folders.at(-1) || document || this.#name)
    return open.map(({ folders, count, path }, i) => {
      const name = short[i] ?? ''
      const isUnique = short.filter((other) => other === name).length === 1
      return { name: isUnique || folders.length < 2 ? name : folders.join('/'), featureCount: count, path }
    })
  }

  notes(): Text[] {
    return [
      ...(this.#withHeights > 0
        ? [
            {
              zh: `高程（Z）不保存：${this.#withHeights} 个地标`,
              en: `Heights (Z) are not kept: ${this.#withHeights} placemarks`,
            },
          ]
        : []),
      ...(this.#withBadCoordinates > 0
        ? [
            {
              zh: `坐标无法读取：${this.#withBadCoordinates} 个地标`,
              en: `Coordinates that cannot be read: ${this.#withBadCoordinates} placemarks`,
            },
          ]
        : []),
      ...(this.#models > 0
        ? [{ zh: `三维模型未读：${this.#models} 个`, en: `3D models that are not read: ${this.#models}` }]
        : []),
    ]
  }
}

/** Returns a value as JSON: a number if the Schema declares one and the text is one. */
function typed(text: string, type: string | undefined): string {
  const isNumber = type !== undefined && /^(u?int|u?short|float|double)$/.test(type)
  return isNumber && /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text) ? text : JSON.stringify(text)
}

/** Reads the encoding from the XML declaration, which is ASCII in all encodings that are read here. */
async function declaredIn(file: string): Promise<string | null> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(200), 0, 200, 0)
    return (
      /^[^<]*<\?xml[^>]*encoding=["']([^"']+)["']/.exec(buffer.toString('latin1', 0, bytesRead))?.[1] ?? null
    )
  } finally {
    await handle.close()
  }
}

function unreadNotes({ unread }: KmlParser): Text[] {
  if (unread.size === 0) return []
  const list = (language: keyof Text) =>
    [...unread].map(([element, count]) => `${unreadElements[element][language]} ${count}`).join(', ')
  return [{ zh: `KML 中未读的内容：${list('zh')}`, en: `Not read from the KML: ${list('en')}` }]
}

const tooManyFolders = (name: string) =>
  new ImportError({ zh: `${name} 的文件夹过多。`, en: `${name} has too many folders.` })
