/** The layers of a group, the topmost first, each with its switch and its options. */
import { signal, useSignal } from '@preact/signals'
import { findLayer } from '../../geodata/model/catalogue.ts'
import type { DrawnLayer } from '../../geodata/model/drawn-layers.ts'
import type { LayerGroup } from '../../geodata/model/layer.ts'
import { groupTitles, messages, say } from '../messages.ts'
import { Icon } from '../parts/icons.tsx'
import { Swatch } from '../parts/swatch.tsx'
import { Switch } from '../parts/switch.tsx'
import { source } from '../source/chosen.ts'
import { chooseLayer, language, visibleLayers } from '../store.ts'
import { offeredLayers } from '../viewer.ts'
import { LayerDownload } from './layer-download.tsx'
import { chooseOpacity, listed, move, opacities } from './layer-look.ts'
import { legends } from './legends.ts'

interface RowProps {
  readonly layer: DrawnLayer
  readonly list: readonly DrawnLayer[]
}

/** Opacity, order and files of a layer. */
function LayerOptions({ layer, list }: RowProps) {
  const spoken = language.value
  const title = layer.title[spoken]
  // Layers without a table, such as contours, are not collections; a published copy has none.
  const hasFiles = source.offers.downloads && findLayer(layer.id) !== undefined
  const index = list.indexOf(layer)
  const percent = opacities.value.get(layer.id) ?? 100
  return (
    <>
      <p class="muted small">{layer.description[spoken]}</p>
      <label class="layer-opacity">
        <span>{say(messages.opacity, spoken)}</span>
        <input
          type="range"
          min="0"
          max="100"
          step="5"
          value={percent}
          aria-label={`${title} · ${say(messages.opacity, spoken)}`}
          aria-valuetext={`${percent}%`}
          onInput={({ currentTarget }) => chooseOpacity(layer.id, currentTarget.valueAsNumber)}
        />
        <output>{percent}%</output>
      </label>
      {list.length > 1 && (
        <p class="layer-order">
          <button
            type="button"
            class="text-button"
            disabled={index === 0}
            onClick={() => move(list, layer.id, index - 1)}
          >
            ↑ {say(messages.moveUp, spoken)}
          </button>
          <button
            type="button"
            class="text-button"
            disabled={index === list.length - 1}
            onClick={() => move(list, layer.id, index + 1)}
          >
            ↓ {say(messages.moveDown, spoken)}
          </button>
          <small class="muted">{say(messages.orderNote, spoken)}</small>
        </p>
      )}
      {hasFiles && <LayerDownload layer={layer.id} title={title} />}
    </>
  )
}

/** The layer that is being dragged. */
const dragged = signal<string | null>(null)

function LayerRow({ layer, list }: RowProps) {
  const on = visibleLayers.value.has(layer.id)
  const title = layer.title[language.value]
  const first = legends.value?.[layer.id]?.[0]
  const isOver = useSignal(false)
  const accepts = () => dragged.value !== null && list.some(({ id }) => id === dragged.value)
  return (
    <li
      class={`layer-row${isOver.value ? ' over' : ''}`}
      data-layer={layer.id}
      draggable={list.length > 1}
      onDragStart={(event) => {
        dragged.value = layer.id
        event.dataTransfer?.setData('text/plain', title)
      }}
      onDragEnd={() => {
        dragged.value = null
      }}
      onDragOver={(event) => {
        if (!accepts()) return
        event.preventDefault()
        isOver.value = true
      }}
      onDragLeave={() => {
        isOver.value = false
      }}
      onDrop={(event) => {
        event.preventDefault()
        isOver.value = false
        if (dragged.value) move(list, dragged.value, list.indexOf(layer))
      }}
    >
      <div class="layer-head">
        <span class="layer-swatch">{first && <Swatch entry={first} />}</span>
        <Switch label={title} checked={on} onChange={(next) => chooseLayer(layer.id, next)} />
      </div>
      <details class="layer-options">
        <summary title={say(messages.layerOptions, language.value)}>
          <span class="visually-hidden">
            {title} · {say(messages.layerOptions, language.value)}
          </span>
          <Icon name="chevron" size={18} />
        </summary>
        <LayerOptions layer={layer} list={list} />
      </details>
    </li>
  )
}

export function LayerGroupList({ group }: { readonly group: LayerGroup }) {
  const list = listed(offeredLayers.value.filter((layer) => layer.group === group))
  return (
    <div class="layer-group">
      <h3>{say(groupTitles[group], language.value)}</h3>
      <ul class="plain">
        {list.map((layer) => (
          <LayerRow key={layer.id} layer={layer} list={list} />
        ))}
      </ul>
    </div>
  )
}
