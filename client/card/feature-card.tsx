/** The card of a feature: name, sections of the open desk, attributes with titles and units. */
import { useEffect, useRef } from 'preact/hooks'
import { findLayer, layerProperties } from '../../geodata/model/catalogue.ts'
import type { Layer } from '../../geodata/model/layer.ts'
import type { Text } from '../../geodata/model/text.ts'
import type { CardFeature, CardSectionProps } from '../desk.ts'
import { formatValue } from '../format.ts'
import { messages, say } from '../messages.ts'
import { Icon } from '../parts/icons.tsx'
import { source } from '../source/chosen.ts'
import { language, selected } from '../store.ts'
import { CardHead } from './card-head.tsx'
import { cardSections } from './card-sections.ts'
import { retrySelection, selection } from './selected-feature.ts'

interface Props {
  readonly onZoom: (feature: CardFeature) => void
}

/** Shown elsewhere in the card, so not in the table. */
const elsewhere = new Set(['name', 'name_en', 'source', 'licence', 'synthetic'])

/** Sections of the open desk. Rendered at once, because they request their data by the reference. */
function Sections({ reference, feature }: CardSectionProps) {
  const { layer, id } = reference
  const added = cardSections.value.filter((section) => section.layer === layer)
  return (
    <>
      {added.map(({ Section }, index) => (
        <div key={`${layer}.${id}.${index}`} class="card-section">
          <Section reference={reference} feature={feature} />
        </div>
      ))}
    </>
  )
}

function Attributes({ layer, feature }: { readonly layer: Layer; readonly feature: CardFeature }) {
  const spoken = language.value
  const sections = cardSections.value.filter((section) => section.layer === layer.id)
  const shown = new Set(sections.flatMap((section) => section.shown))
  const rows = layerProperties(layer).flatMap((property) => {
    if (property.hidden || elsewhere.has(property.name) || shown.has(property.name)) return []
    const value = formatValue(feature.properties[property.name], property, spoken)
    return value === null ? [] : [{ property, value }]
  })
  if (rows.length === 0 && shown.size > 0) return null
  if (rows.length === 0) return <p class="muted">{say(messages.noAttributes, spoken)}</p>
  return (
    <dl class="attributes">
      {rows.map(({ property, value }) => (
        <div key={property.name}>
          <dt>{property.title[spoken]}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Provenance({ properties }: { readonly properties: Readonly<Record<string, unknown>> }) {
  const spoken = language.value
  return (
    <footer class="provenance">
      {properties.synthetic === true && (
        <p class="synthetic">
          <Icon name="flask" size={16} />
          {say(messages.syntheticLong, spoken)}
        </p>
      )}
      {!source.offers.wholeFeatures && <p>{say(messages.publishedCard, spoken)}</p>}
      <p hidden={!source.offers.wholeFeatures}>
        {say(messages.source, spoken)} {String(properties.source ?? '–')} · {say(messages.licence, spoken)}{' '}
        {String(properties.licence ?? '–')}
      </p>
    </footer>
  )
}

const Skeleton = () => (
  <div class="skeleton" role="status" aria-label={say(messages.loading, language.value)}>
    <span />
    <span />
    <span />
  </div>
)

const Failure = ({ reason }: { readonly reason: Text }) => (
  <div class="empty" role="alert">
    <Icon name="warning" size={28} />
    <p>{reason[language.value]}</p>
    <button type="button" class="button" onClick={retrySelection}>
      {say(messages.retry, language.value)}
    </button>
  </div>
)

function Body({ onZoom }: Props) {
  const current = selection.value
  if (current.state === 'none') return null
  const layer = findLayer(current.reference.layer)
  if (!layer) return null
  if (current.state === 'failed') return <Failure reason={current.reason} />
  const feature = current.state === 'ready' ? current.feature : null
  return (
    <>
      {feature ? <CardHead layer={layer} feature={feature} onZoom={onZoom} /> : <Skeleton />}
      <Sections reference={current.reference} feature={feature} />
      {feature && <Attributes layer={layer} feature={feature} />}
      {feature && <Provenance properties={feature.properties} />}
    </>
  )
}

/**
 * Moves the focus into a card opened from the panel, the search or by keyboard, and back when it
 * closes. After a click on the map the focus stays there.
 */
function useCardFocus(card: { readonly current: HTMLElement | null }): void {
  // Read while rendering: once the panel is hidden, its button has lost the focus.
  const { current: opener } = useRef(document.activeElement)
  useEffect(() => {
    const isOnMap = opener instanceof HTMLCanvasElement
    if (!isOnMap) card.current?.focus({ preventScroll: true })
    return () => {
      if (isOnMap) return
      requestAnimationFrame(() => {
        // The reader may have gone on, to the search for instance, before this frame.
        if (document.activeElement && document.activeElement !== document.body) return
        const back =
          opener instanceof HTMLElement && opener.isConnected && opener !== document.body ? opener : null
        ;(back ?? document.getElementById('panel'))?.focus({ preventScroll: true })
      })
    }
  }, [])
}

export function FeatureCard({ onZoom }: Props) {
  const spoken = language.value
  const card = useRef<HTMLElement>(null)
  useCardFocus(card)
  return (
    <article
      ref={card}
      tabIndex={-1}
      class="card"
      aria-label={say(messages.card, spoken)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') selected.value = null
      }}
    >
      <button
        type="button"
        class="text-button card-back"
        onClick={() => {
          selected.value = null
        }}
      >
        <Icon name="back" size={18} />
        {say(messages.back, spoken)}
      </button>
      <Body onZoom={onZoom} />
    </article>
  )
}
