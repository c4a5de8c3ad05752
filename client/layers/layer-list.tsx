/** All layers by group, each with switch, legend and downloads. */
import { useEffect, useRef } from 'preact/hooks'
import { findLayer } from '../../geodata/model/catalogue.ts'
import type { DrawnLayer } from '../../geodata/model/drawn-layers.ts'
import type { LayerGroup } from '../../geodata/model/layer.ts'
import { groupTitles, messages, say } from '../messages.ts'
import { Icon } from '../parts/icons.tsx'
import { useRovingFocus } from '../parts/roving-focus.ts'
import { Swatch } from '../parts/swatch.tsx'
import { Switch } from '../parts/switch.tsx'
import { source } from '../source/chosen.ts'
import { chooseLayer, language, layerChoices, relief, terrain, visibleLayers } from '../store.ts'
import { offeredLayers } from '../viewer.ts'
import { LayerDownload } from './layer-download.tsx'
import { followLegends, legends } from './legends.ts'

const order: readonly LayerGroup[] = ['greenway', 'planning', 'patrol', 'basemap']

function Legend({ layer }: { readonly layer: DrawnLayer }) {
  const entries = legends.value?.[layer.id]
  if (!entries) return <p class="muted small">{say(messages.loading, language.value)}</p>
  return (
    <ul class="plain legend">
      {entries.map((entry) => (
        <li key={entry.code ?? 'one'}>
          <Swatch entry={entry} />
          <span>
            {layer.id === 'parcels' && <span class="code">{entry.code}</span>}
            {entry.title[language.value]}
          </span>
        </li>
      ))}
    </ul>
  )
}

function LayerRow({ layer }: { readonly layer: DrawnLayer }) {
  const on = visibleLayers.value.has(layer.id)
  const title = layer.title[language.value]
  const first = legends.value?.[layer.id]?.[0]
  // Layers without a table, such as contours, are not collections; a published copy has none.
  const hasFiles = source.offers.downloads && findLayer(layer.id) !== undefined
  return (
    <li class="layer-row">
      <div class="layer-head">
        <span class="layer-swatch">{first && <Swatch entry={first} />}</span>
        <Switch label={title} checked={on} onChange={(next) => chooseLayer(layer.id, next)} />
      </div>
      <details class="layer-legend">
        <summary>
          <span class="visually-hidden">{title} · </span>
          {say(hasFiles ? messages.legendAndDownload : messages.legend, language.value)}
          <Icon name="chevron" size={14} />
        </summary>
        <p class="muted small">{layer.description[language.value]}</p>
        {hasFiles && <LayerDownload layer={layer.id} title={title} />}
        <Legend layer={layer} />
      </details>
    </li>
  )
}

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

export function LayerList({ onClose }: { readonly onClose: () => void }) {
  useEffect(followLegends, [])
  const list = useListFocus(onClose)
  const controls = useRovingFocus('input, summary')
  const spoken = language.value
  const groups = order.filter((group) => offeredLayers.value.some((layer) => layer.group === group))
  return (
    <section ref={list} class="layers floating" id="layers" aria-label={say(messages.layers, spoken)}>
      <header class="panel-head">
        <h2>{say(messages.layers, spoken)}</h2>
        {layerChoices.value.size > 0 && (
          <button
            type="button"
            class="text-button"
            onClick={() => {
              layerChoices.value = new Map()
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
          <div key={group} class="layer-group">
            <h3>{say(groupTitles[group], spoken)}</h3>
            <ul class="plain">
              {offeredLayers.value
                .filter((layer) => layer.group === group)
                .map((layer) => (
                  <LayerRow key={layer.id} layer={layer} />
                ))}
            </ul>
          </div>
        ))}
      </section>
    </section>
  )
}
