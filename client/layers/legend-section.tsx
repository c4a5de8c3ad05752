/** The legend of what is in view. */
import { useSignal } from '@preact/signals'
import type { MapLibreMap } from 'maplibre-gl'
import { useEffect } from 'preact/hooks'
import { drawnLayers } from '../../geodata/model/drawn-layers.ts'
import { messages, say } from '../messages.ts'
import { Icon } from '../parts/icons.tsx'
import { Swatch } from '../parts/swatch.tsx'
import { type LegendSection, legendInView, valuesInView } from '../print/legend-in-view.ts'
import { language } from '../store.ts'
import { opacities } from './layer-look.ts'
import { legends } from './legends.ts'

/** Symbols of what is in view, by layer: subjects first, the basemap folded. */
export function LegendInView({ map }: { readonly map: MapLibreMap | undefined }) {
  const spoken = language.value
  const sections = useSignal<readonly LegendSection[] | null>(null)
  const known = legends.value
  useEffect(() => {
    if (!map || !known) return
    const look = () => {
      sections.value = legendInView(valuesInView(map), known)
    }
    look()
    map.on('idle', look)
    return () => void map.off('idle', look)
  }, [map, known])
  if (sections.value === null) return <p class="muted small">{say(messages.loading, spoken)}</p>
  const isGround = ({ layer }: LegendSection) =>
    drawnLayers.find(({ id }) => id === layer)?.group === 'basemap'
  const subjects = sections.value.filter((section) => !isGround(section))
  const ground = sections.value.filter(isGround)
  return (
    <>
      {subjects.map((section) => (
        <LegendOf key={section.layer} section={section} />
      ))}
      {ground.length > 0 && (
        <details class="layer-legend legend-ground" open={subjects.length === 0}>
          <summary>
            {say(messages.legendGround, spoken)} <Icon name="chevron" size={14} />
          </summary>
          {ground.map((section) => (
            <LegendOf key={section.layer} section={section} />
          ))}
        </details>
      )}
    </>
  )
}

function LegendOf({ section: { layer, title, entries } }: { readonly section: LegendSection }) {
  const spoken = language.value
  const isSame = entries.length === 1 && entries[0]?.code === null
  const opacity = (opacities.value.get(layer) ?? 100) / 100
  return (
    <div class="legend-layer">
      {!isSame && <h4>{title[spoken]}</h4>}
      <ul class="plain legend" style={{ '--look': Math.max(0.25, opacity) }}>
        {entries.map((entry) => (
          <li key={entry.code ?? 'one'}>
            <Swatch entry={entry} />
            <span>
              {layer === 'parcels' && <span class="code">{entry.code}</span>}
              {entry.title[spoken]}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
