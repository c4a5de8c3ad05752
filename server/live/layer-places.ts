/** Extents and credits of layers, as a viewer sees them; cached until a change. */
import { LRUCache } from 'lru-cache'
import { publicViewer, type Viewer } from '../../geodata/access/viewer.ts'
import { catalogue } from '../../geodata/model/catalogue.ts'
import type { Layer } from '../../geodata/model/layer.ts'
import { memoIn } from '../../geodata/model/memo.ts'
import type { Bounds } from '../../geodata/model/tile.ts'
import { attributionHtml, layerBounds } from '../../tiles/vector/tilejson.ts'
import { sharedVisibility } from '../access/visibility.ts'
import type { DataContext } from '../context.ts'
import type { ChangeSource } from './change-feed.ts'
import { clearableMemo } from './forget-on-change.ts'

/** Limits the cache, because each limited viewer has its own extents. */
const MAX_BOUNDS = 2_000

export interface LayerPlaces {
  /** Returns the WGS 84 extent of what the viewer sees of each layer; null if that is nothing. */
  bounds(layers: readonly Layer[], viewer: Viewer): Promise<readonly (Bounds | null)[]>
  /** Returns the credits as HTML, the same for everyone. */
  attribution(): Promise<string>
}

/** Clears cached values at changes of `tiles`. */
export function followLayerPlaces(databaseAs: DataContext['databaseAs'], tiles: ChangeSource): LayerPlaces {
  const read = new LRUCache<string, Promise<Bounds | null>>({ max: MAX_BOUNDS })
  const attribution = clearableMemo(() => attributionHtml(databaseAs(publicViewer)))
  const boundsOf = (layer: Layer, asking: Viewer): Promise<Bounds | null> => {
    const { key, viewer } = sharedVisibility(asking, [layer])
    return memoIn(read, `${layer.id} ${key}`, () => layerBounds(databaseAs(viewer), layer))
  }
  tiles.onChange((change) => {
    if (change === 'everything') read.clear()
    else if (catalogue.some(({ id }) => id === change.layer)) {
      for (const name of [...read.keys()]) if (name.startsWith(`${change.layer} `)) read.delete(name)
    }
    // Imports, which change credits, also change whole layers.
    if (change === 'everything' || change.boxes === null) attribution.clear()
  })
  return {
    bounds: (layers, viewer) => Promise.all(layers.map((layer) => boundsOf(layer, viewer))),
    attribution: () => attribution.get(null),
  }
}
