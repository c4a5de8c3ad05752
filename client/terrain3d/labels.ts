/** Names over the model: HTML above the canvas, hidden behind hills and where they collide. */
import { type PerspectiveCamera, Vector3 } from 'three'
import { placePageSchema } from '../../geodata/model/answers/places.ts'
import type { Language } from '../../geodata/model/text.ts'
import type { FeatureReference } from '../desk.ts'
import { type HeightField, heightAt } from './height-field.ts'
import type { Place } from './place.ts'
import { toPlane } from './place.ts'

export interface NamedPlace {
  readonly name: string
  readonly nameEn: string | null
  readonly kind: string
  readonly importance: number
  readonly longitude: number
  readonly latitude: number
  /** The named feature; null if it is in no layer. */
  readonly feature: FeatureReference | null
}

interface Label {
  readonly place: NamedPlace
  readonly element: HTMLElement
  readonly x: number
  readonly z: number
  readonly ground: number
  /** The canvas in CSS pixels; null while it is hidden. */
  room: DOMRect | null
}

export interface Labels {
  /** Moves every name to its place on the screen, for a vertical exaggeration. */
  update(camera: PerspectiveCamera, width: number, height: number, exaggeration: number): void
  /** Returns the named place at a position of the canvas in CSS pixels. */
  placeAt(x: number, y: number): NamedPlace | null
  setLanguage(language: Language): void
  show(shown: boolean): void
  dispose(): void
}

const LIFT = 60
const STEPS = 48
const MOST = 40

/** Reads the places of a `/collections/places/items` answer. */
export function readPlaces(body: unknown): NamedPlace[] {
  return placePageSchema.parse(body).features.map(({ geometry, properties }) => {
    const [longitude = 0, latitude = 0] = geometry.coordinates
    const { name, name_en: nameEn, kind, importance, layer, feature_id: id } = properties
    const feature = layer !== null && id !== null ? { layer, id } : null
    return { name, nameEn, kind, importance: importance ?? 0, longitude, latitude, feature }
  })
}

/** Returns whether the relief hides a point of the model from the eye. */
function isBehindRelief(
  field: HeightField,
  place: Place,
  eye: Vector3,
  point: Vector3,
  exaggeration: number,
): boolean {
  const at = new Vector3()
  for (let step = 1; step < STEPS; step++) {
    at.lerpVectors(point, eye, step / STEPS)
    if (Math.abs(at.x) > place.width / 2 || Math.abs(at.z) > place.depth / 2) return false
    if (heightAt(field, place, at.x, at.z) * exaggeration > at.y + 2) return true
  }
  return false
}

/** Priority of kinds if space is short: the lake and its greenway before the towns. */
const kindRanks: Readonly<Record<string, number>> = {
  water: 3,
  greenway: 2,
  peak: 1.5,
  locality: 1.5,
  facility: 1,
  area: 0.5,
}
/** Kinds of places that are named on the model. */
export const labelledKinds: readonly string[] = Object.keys(kindRanks)

/** The panel says that the model is synthetic, so names do not repeat it. */
const mark = /（(?:([^，）]*)，)?(?:合成)?示例）$|\s*\((?:(.*?), )?sample\)$/
const withoutMark = (name: string) =>
  name.replace(mark, (_, zh?: string, en?: string) => ((zh ?? en) ? ` ${zh ?? en}` : ''))

const rank = ({ kind, importance }: NamedPlace) => (kindRanks[kind] ?? 0) + importance

function collide(a: DOMRect, b: DOMRect): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

export function createLabels(
  host: HTMLElement,
  place: Place,
  field: HeightField,
  places: readonly NamedPlace[],
): Labels {
  const box = document.createElement('div')
  box.className = 'model-labels'
  box.setAttribute('aria-hidden', 'true')
  host.append(box)
  const labels: Label[] = [...places]
    .sort((a, b) => rank(b) - rank(a))
    .filter(({ name }, index, all) => all.findIndex((other) => other.name === name) === index)
    .slice(0, MOST)
    .map((one) => {
      const element = document.createElement('span')
      element.className = `model-label model-label-${one.kind}`
      box.append(element)
      const [x, z] = toPlane(place, one.longitude, one.latitude)
      return { place: one, element, x, z, ground: heightAt(field, place, x, z), room: null }
    })
  const point = new Vector3()

  const locate = ({ x, z, ground }: Label, camera: PerspectiveCamera, exaggeration: number): boolean => {
    point.set(x, ground * exaggeration + LIFT, z)
    if (isBehindRelief(field, place, camera.position, point, exaggeration)) return false
    point.project(camera)
    return point.z < 1 && Math.abs(point.x) < 1 && Math.abs(point.y) < 1
  }
  return {
    update(camera, width, height, exaggeration) {
      const taken: DOMRect[] = []
      for (const label of labels) {
        const { element } = label
        const seen = locate(label, camera, exaggeration)
        const left = (point.x * 0.5 + 0.5) * width
        const top = (0.5 - point.y * 0.5) * height
        element.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px) translate(-50%, -100%)`
        const room = new DOMRect(left - element.offsetWidth / 2 - 4, top - 30, element.offsetWidth + 8, 32)
        const free = seen && taken.every((other) => !collide(room, other))
        element.classList.toggle('is-hidden', !free)
        label.room = free ? room : null
        if (free) taken.push(room)
      }
    },
    placeAt(x, y) {
      if (box.hidden) return null
      const found = labels.find(
        ({ room }) => room && x >= room.left && x <= room.right && y >= room.top && y <= room.bottom,
      )
      return found?.place ?? null
    },
    setLanguage(language) {
      for (const { element, place: one } of labels) {
        element.textContent = withoutMark(language === 'en' ? (one.nameEn ?? one.name) : one.name)
      }
    },
    show(shown) {
      box.hidden = !shown
    },
    dispose: () => box.remove(),
  }
}
