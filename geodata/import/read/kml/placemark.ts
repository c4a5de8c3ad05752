/** Builds a row from a KML placemark: its own elements and all of ExtendedData. */
import type { Geometry } from 'geojson'
import { BadCoordinates, KmlGeometry } from './geometry.ts'

export interface Placemark {
  readonly properties: ReadonlyMap<string, string>
  readonly geometry: Geometry | null
  readonly hasHeights: boolean
  readonly hasBadCoordinates: boolean
  /** Whether there is a model. Its location is not imported. */
  readonly hasModel: boolean
}

/** Columns for elements directly in a placemark. */
const own: Readonly<Record<string, string>> = {
  name: 'Name',
  description: 'Description',
  address: 'Address',
  phoneNumber: 'Phone',
  Snippet: 'Snippet',
}
const ownColumns = new Set(['Folder', 'timestamp', 'begin', 'end', ...Object.values(own)].map(lower))

/** Collects a placemark while its elements open and close. Element names have no prefix. */
export class PlacemarkBuilder {
  readonly #properties = new Map<string, string>()
  readonly #geometry = new KmlGeometry()
  #times: string[] = []
  #dataName: string | null = null
  #hasModel = false

  constructor(folder: string) {
    if (folder !== '') this.#properties.set('Folder', folder)
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'Data' || name === 'SimpleData' || name === 'SimpleArrayData') {
      this.#dataName = attributes.name ?? null
    }
    if (name === 'Model') this.#hasModel = true
    if (name === 'Track') this.#times = []
    this.#geometry.open(name)
  }

  close(name: string, parent: string, text: () => string): void {
    const column = parent === 'Placemark' ? own[name] : undefined
    if (column !== undefined) this.#properties.set(column, text().trim())
    else if (parent === 'Data' && name === 'value') this.#setData(text())
    else if (name === 'SimpleData') this.#setData(text())
    else if (parent === 'SimpleArrayData' && name === 'value') this.#setData(text(), true)
    else if (parent === 'ExtendedData' && name !== 'Data' && name !== 'SchemaData') {
      this.#dataName = name
      this.#setData(text())
    } else if (name === 'when' && parent === 'TimeStamp') this.#properties.set('timestamp', text().trim())
    else if (parent === 'TimeSpan' && (name === 'begin' || name === 'end')) {
      this.#properties.set(name, text().trim())
    } else if (name === 'when' && parent === 'Track') this.#times.push(text().trim())
    this.#geometry.close(name, text)
    if (name === 'Track') this.#setTrackTimes()
  }

  end(): Placemark {
    const rest = {
      properties: this.#properties,
      hasHeights: this.#geometry.hasHeights,
      hasModel: this.#hasModel,
    }
    try {
      return { ...rest, geometry: this.#geometry.end(), hasBadCoordinates: false }
    } catch (error) {
      if (error instanceof BadCoordinates) return { ...rest, geometry: null, hasBadCoordinates: true }
      throw error
    }
  }

  #setData(value: string, isList = false): void {
    if (this.#dataName === null || this.#dataName === '') return
    const column = ownColumns.has(lower(this.#dataName)) ? `${this.#dataName}_data` : this.#dataName
    const before = isList ? this.#properties.get(column) : undefined
    this.#properties.set(column, before === undefined ? value.trim() : `${before}; ${value.trim()}`)
  }

  /** Sets the times from the first track to the last. */
  #setTrackTimes(): void {
    const times = this.#times.filter((time) => time !== '').sort()
    const [first] = times
    const last = times.at(-1)
    const { begin, end } = Object.fromEntries(this.#properties)
    if (first !== undefined && (begin === undefined || first < begin)) this.#properties.set('begin', first)
    if (last !== undefined && (end === undefined || last > end)) this.#properties.set('end', last)
  }
}

function lower(text: string): string {
  return text.toLowerCase()
}
