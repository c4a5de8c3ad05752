/** The contract between the 3D desk and a tool of analysis. */
import type { ReadonlySignal, Signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import type { HeightGrid } from '../../geodata/model/relief/height-grid.ts'
import type { Language, Text } from '../../geodata/model/text.ts'
import type { DeskContext } from '../desk.ts'
import type { Analyst } from './analysis/ask.ts'
import type { Overlay } from './analysis/overlay.ts'
import type { Building } from './building-mesh.ts'
import type { Place } from './place.ts'

/** A place of the ground that the reader clicked. */
interface GroundPoint {
  /** EPSG:4549 metres. */
  readonly x: number
  readonly y: number
  /** Metres. */
  readonly height: number
  /** The building whose roof or wall was clicked; null for the ground. */
  readonly building: number | null
}

export interface ToolContext {
  readonly language: ReadonlySignal<Language>
  readonly desk: DeskContext
  readonly place: Place
  /** The model's elevations, made at the first call. */
  readonly grid: () => HeightGrid
  /** All buildings on the model, in metres of its plane (place.ts). */
  readonly buildings: readonly Building[]
  readonly analyst: Analyst
  readonly overlay: Overlay
  /** While set, clicks on the model go here instead of opening cards. */
  readonly clicks: Signal<((point: GroundPoint) => void) | null>
}

export type ToolView = ComponentType<{ readonly tool: ToolContext }>

export interface Tool {
  /** In the address. */
  readonly id: string
  readonly name: Text
  /** Loads the tool's panel. It clears what it laid over the model when it is removed. */
  readonly load: () => Promise<{ readonly default: ToolView }>
}
