/** Parses streamed KML: folders, placemarks, types of columns, and elements that are not read. */
import sax from 'sax'
import type { Placemark } from './placemark.ts'
import { PlacemarkBuilder } from './placemark.ts'

export interface KmlHandlers {
  /** `container` is where the placemark is: folders from the outermost inwards, and the document's name. */
  placemark(placemark: Placemark, container: { folders: readonly string[]; document: string }): void
}

/** Invalid or incomplete XML, with the line number, from 1. */
export class KmlSyntaxError extends Error {
  readonly line: number

  constructor(line: number, cause: Error) {
    super(cause.message, { cause })
    this.line = line
  }
}

/** Elements of KML that are reported and not read, with their names for the report. */
export const unreadElements = {
  GroundOverlay: { zh: '贴图', en: 'picture overlays' },
  PhotoOverlay: { zh: '照片', en: 'photo overlays' },
  ScreenOverlay: { zh: '屏幕贴图', en: 'screen overlays' },
  NetworkLink: { zh: '外部链接的数据', en: 'links to data elsewhere' },
  Tour: { zh: '游览', en: 'tours' },
  Style: { zh: '样式', en: 'styles' },
} as const

type UnreadElement = keyof typeof unreadElements

const containers = new Set(['Folder', 'Document'])
const MAX_DEPTH = 500
/** Characters between two tags. */
const MAX_TEXT = 200_000_000

export class KmlParser {
  readonly unread = new Map<UnreadElement, number>()
  /** Column types that a Schema declares, by column name. */
  readonly types = new Map<string, string>()
  readonly #sax = sax.parser(true, { trim: false, normalize: false })
  readonly #handlers: KmlHandlers
  readonly #stack: string[] = []
  readonly #containers: { readonly isFolder: boolean; name: string }[] = []
  #placemark: PlacemarkBuilder | null = null
  #text: string[] = []
  #textLength = 0

  constructor(handlers: KmlHandlers) {
    this.#handlers = handlers
    const walker = this.#sax
    walker.onerror = (error) => {
      throw new KmlSyntaxError(walker.line + 1, error)
    }
    walker.onopentag = ({ name, attributes }) => this.#open(local(name), attributes as Record<string, string>)
    walker.onclosetag = (name) => this.#close(local(name))
    walker.ontext = (text) => this.#takeText(text)
    walker.oncdata = (text) => this.#takeText(text)
  }

  /** Throws KmlSyntaxError. */
  write(text: string): void {
    this.#sax.write(text)
  }

  /** Throws KmlSyntaxError if an element is still open. */
  end(): void {
    this.#sax.close()
  }

  #open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (this.#stack.length >= MAX_DEPTH) throw new KmlSyntaxError(this.#sax.line + 1, new Error('too deep'))
    this.#stack.push(name)
    this.#clearText()
    if (containers.has(name)) this.#containers.push({ isFolder: name === 'Folder', name: '' })
    if (name === 'Placemark') this.#placemark = new PlacemarkBuilder(this.#folders().join('/'))
    else if (this.#placemark) this.#placemark.open(name, attributes)
    if (name === 'SimpleField') this.types.set(attributes.name ?? '', attributes.type ?? 'string')
    if (name in unreadElements) {
      const element = name as UnreadElement
      this.unread.set(element, (this.unread.get(element) ?? 0) + 1)
    }
  }

  #close(name: string): void {
    this.#stack.pop()
    const parent = this.#stack.at(-1) ?? ''
    const text = () => this.#text.join('')
    if (name === 'Placemark' && this.#placemark) {
      const document = this.#containers.find(({ isFolder }) => !isFolder)?.name ?? ''
      this.#handlers.placemark(this.#placemark.end(), { folders: this.#folders(), document })
      this.#placemark = null
    } else if (this.#placemark) this.#placemark.close(name, parent, text)
    else if (name === 'name' && containers.has(parent)) {
      const container = this.#containers.at(-1)
      if (container) container.name = text().trim()
    }
    if (containers.has(name)) this.#containers.pop()
    this.#clearText()
  }

  /** Collects text up to a limit far above any real placemark. */
  #takeText(text: string): void {
    this.#text.push(text)
    this.#textLength += text.length
    if (this.#textLength > MAX_TEXT) throw new KmlSyntaxError(this.#sax.line + 1, new Error('too long'))
  }

  #clearText(): void {
    this.#text = []
    this.#textLength = 0
  }

  #folders(): string[] {
    return this.#containers.filter(({ isFolder }) => isFolder).map(({ name }) => name)
  }
}

const local = (name: string) => name.slice(name.indexOf(':') + 1)
