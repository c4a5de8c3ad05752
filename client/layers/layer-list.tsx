/** The list of layers: the legend of what is in view, then all layers by group. */
import type { MapLibreMap } from 'maplibre-gl'
import { useEffect, useRef } from 'preact/hooks'
import type { LayerGroup } from '../../geodata/model/layer.ts'
import { messages, say } from '../messages.ts'
import { Icon } from '../parts/icons.tsx'
import { useRovingFocus } from '../parts/roving-focus.ts'
import { Switch } from '../parts/switch.tsx'
import { language, layerChoices, relief, terrain } from '../store.ts'
import { offeredLayers } from '../viewer.ts'
import { drawingOrder, opacities, resetLook } from './layer-look.ts'
import { LayerGroupList } from './layer-row.tsx'
import { LegendInView } from './legend-section.tsx'
import { followLegends } from './legends.ts'

const order: readonly LayerGroup[] = ['greenway', 'planning', 'patrol', 'basemap']

/** Moves the focus into the list, back to its button when it closes, and closes it by Escape from both. */
function useListFocus(onClose: () => void) {
  const list = useRef<HTMLElement>(null)
  useEffect(() => {
    const button = document.querySelector<HTMLElement>('[aria-controls=layers]')
    const onKeyDown = ({ key, target }: KeyboardEvent) => {
      const isNear = target === button || list.current?.contains(target as Node)
      if (key === 'Escape' && isNear) onClose()
    }
    list.current?.querySelector('input')?.focus({ preventScroll: true })
    document.addEventListener('keydown', onKeyDown)
    return () => {
      document.removeEventListener('keydown', onKeyDown)
      button?.focus()
    }
  }, [])
  return list
}

interface Props {
  readonly map: MapLibreMap | undefined
  readonly onClose: () => void
}

export function LayerList({ map, onClose }: Props) {
  useEffect(followLegends, [])
  const list = useListFocus(onClose)
  const controls = useRovingFocus('.switch input, summary')
  const spoken = language.value
  const isChanged = layerChoices.value.size > 0 || opacities.value.size > 0 || drawingOrder.value !== null
  const groups = order.filter((group) => offeredLayers.value.some((layer) => layer.group === group))
  return (
    <section ref={list} class="layers floating" id="layers" aria-label={say(messages.layers, spoken)}>
      <header class="panel-head">
        <h2>{say(messages.layers, spoken)}</h2>
        {isChanged && (
          <button
            type="button"
            class="text-button"
            onClick={() => {
              layerChoices.value = new Map()
              resetLook()
            }}
          >
            {say(messages.reset, spoken)}
          </button>
        )}
        <button type="button" class="icon-button" aria-label={say(messages.close, spoken)} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <section class="panel-body" ref={controls} aria-label={say(messages.groups, spoken)}>
        <section class="legend-in-view" aria-label={say(messages.legend, spoken)}>
          <h3>{say(messages.legendInView, spoken)}</h3>
          <LegendInView map={map} />
        </section>
        <div class="switches">
          <Switch
            label={say(messages.relief, spoken)}
            checked={relief.value}
            onChange={(on) => {
              relief.value = on
            }}
          />
          <Switch
            label={say(messages.terrain, spoken)}
            checked={terrain.value}
            onChange={(on) => {
              terrain.value = on
            }}
          />
        </div>
        {groups.map((group) => (
          <LayerGroupList key={group} group={group} />
        ))}
      </section>
    </section>
  )
}
