/** The route of one unit on the map, requested when a user shows it. */
import { signal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import type { DeskContext } from '../../desk.ts'
import { extentOf } from '../../map/extent.ts'
import { fetchJson } from '../../source/fetch-json.ts'
import { isAbort } from '../../source/request.ts'
import { readRoute, routePath } from './case-data.ts'
import { drawRoute } from './route-layer.ts'

/** Maximum zoom for showing a route. */
const ROUTE_ZOOM = 15.5

function createShownRoute(context: DeskContext, id: number) {
  const shown = signal<string | null>(null)
  let abort = new AbortController()
  let remove: (() => void) | null = null
  const clear = () => {
    abort.abort()
    abort = new AbortController()
    remove?.()
    remove = null
  }
  return {
    /** Code of the unit with the shown route; null for none. */
    shown,
    /** Shows the route of a unit, or none for null. If there is no route, the map does not change. */
    show(code: string | null): void {
      clear()
      shown.value = code
      if (code === null) return
      fetchJson(routePath(id, code), readRoute, abort.signal)
        .then((route) => {
          remove = drawRoute(context, route)
          context.map.fitBounds(extentOf(route.geometry), ROUTE_ZOOM)
        })
        .catch((error: unknown) => {
          if (!isAbort(error)) console.info('The route is not shown.', error)
        })
    },
    clear,
  }
}

/** Creates the state of the shown route; removes the route when the panel closes. */
export function useRoute(context: DeskContext, id: number) {
  const route = useMemo(() => createShownRoute(context, id), [id])
  useEffect(() => () => route.clear(), [route])
  return route
}
