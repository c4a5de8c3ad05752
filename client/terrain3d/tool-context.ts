/** Makes what the desk gives its tools of analysis, and turns clicks into places of the ground. */
import { signal } from '@preact/signals'
import { planeOf } from '../../geodata/model/plane.ts'
import type { HeightGrid } from '../../geodata/model/relief/height-grid.ts'
import type { DeskContext } from '../desk.ts'
import { createAnalyst } from './analysis/ask.ts'
import { modelGrid } from './analysis/model-grid.ts'
import { createOverlay } from './analysis/overlay.ts'
import { heightAt } from './height-field.ts'
import type { Model } from './model.ts'
import type { ModelData } from './model-data.ts'
import type { Hit } from './picking.ts'
import { fromPlane, type Place } from './place.ts'
import type { ToolContext } from './tool.ts'

export interface Tools {
  readonly context: ToolContext
  /** Gives a click to the tool that asked for it; false if none did. */
  take(hit: Hit): boolean
  dispose(): void
}

export function createTools(
  desk: DeskContext,
  place: Place,
  { field, buildings, terrain }: ModelData,
  model: Model,
  invalidate: () => void,
): Tools {
  const { block, setOverlay } = model
  const analyst = createAnalyst()
  const overlay = createOverlay(place, { block, setOverlay, invalidate })
  let grid: HeightGrid | undefined
  const clicks: ToolContext['clicks'] = signal(null)
  return {
    context: {
      language: desk.language,
      desk,
      place,
      grid() {
        grid ??= modelGrid(place, field, terrain)
        return grid
      },
      buildings,
      analyst,
      overlay,
      clicks,
    },
    take(hit) {
      const asked = clicks.peek()
      if (hit.kind !== 'ground' || !asked) return false
      const [x, y] = planeOf(fromPlane(place, hit.x, hit.z))
      asked({ x, y, height: heightAt(field, place, hit.x, hit.z), building: hit.building })
      return true
    },
    dispose() {
      analyst.dispose()
      overlay.dispose()
    },
  }
}
