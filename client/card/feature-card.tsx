/** The card of a feature: its name, what the open desk adds, and its attributes in words and units. */
import { useEffect, useRef } from 'preact/hooks'
import { findLayer, layerProperties } from '../../geodata/model/catalogue.ts'
import type { Layer } from '../../geodata/model/layer.ts'
import type { Language } from '../../geodata/model/text.ts'
import type { CardSection, FeatureReference } from '../desk.ts'
import { formatCode, formatValue } from '../format.ts'
import { messages, say } from '../messages.ts'
import { Icon } from '../parts/icons.tsx'
import { imageAddress, isPublished } from '../source/published/published.ts'
import { announcement, language, notify, selected, theme } from '../store.ts'
import { cardSections } from './card-sections.ts'
import type { CardFeature } from './selected-feature.ts'
import { retrySelection, selection } from './selected-feature.ts'

interface Props {
  readonly onZoom: (feature: CardFeature) => void
}

/** Shown elsewhere in the card, so that the table does not say it twice. */
const elsewhere = new Set(['name', 'name_en', 'source', 'licence', 'synthetic'])

function titleOf(layer: Layer, properties: Readonly<Record<string, unknown>>, spoken: Language): string {
  const own = properties[layer.label]
  const english = properties.name_en
  const name = spoken === 'en' && typeof english === 'string' && english !== '' ? english : own
  if (typeof name === 'string' && name !== '') return name
  const kind = layer.properties.find(({ codes }) => codes)
  const value = kind && properties[kind.name]
  if (kind?.codes && typeof value === 'string') return formatCode(value, kind.codes, spoken)
  return `${layer.title[spoken]} · ${say(messages.nameless, spoken)}`
}

/** The layer's title and the feature's kind: what it is, in one line. */
function kindOf(layer: Layer, properties: Readonly<Record<string, unknown>>, spoken: Language): string {
  const kind = layer.properties.find(
    ({ name, codes }) => codes && (name === 'kind' || name === 'class' || name === 'land_use'),
  )
  const value = kind && properties[kind.name]
  const word = kind?.codes && typeof value === 'string' ? formatCode(value, kind.codes, spoken) : null
  return [layer.title[spoken], word].filter(Boolean).join(' · ')
}

function iconOf(layer: Layer, properties: Readonly<Record<string, unknown>>): string | null {
  const family = { facilities: 'facility', entrances: 'entrance', incidents: 'incident' }[layer.id]
  if (layer.id === 'units') return `unit-${properties.state}`
  return family ? `${family}-${properties.kind}` : null
}

async function copyLink(): Promise<void> {
  try {
    await navigator.clipboard.writeText(window.location.href)
    notify({ kind: 'information', text: messages.shared })
  } catch {
    notify({ kind: 'information', text: { zh: window.location.href, en: window.location.href } })
  }
}

function Actions({ feature, onZoom }: { readonly feature: CardFeature } & Props) {
  return (
    <div class="card-actions">
      <button type="button" class="button" onClick={() => onZoom(feature)}>
        <Icon name="target" size={18} />
        {say(messages.zoomTo, language.value)}
      </button>
      <button type="button" class="button" onClick={() => void copyLink()}>
        <Icon name="share" size={18} />
        {say(messages.share, language.value)}
      </button>
    </div>
  )
}

interface SectionProps {
  readonly render: CardSection
  readonly reference: FeatureReference
  readonly feature: CardFeature
}

function Section({ render, reference, feature }: SectionProps) {
  const host = useRef<HTMLDivElement>(null)
  useEffect(
    () => (host.current ? render(host.current, reference, feature.properties) : undefined),
    [render, feature],
  )
  return <div class="card-section" ref={host} />
}

function Attributes({ layer, feature }: { readonly layer: Layer; readonly feature: CardFeature }) {
  const spoken = language.value
  const rows = layerProperties(layer).flatMap((property) => {
    if (property.hidden || elsewhere.has(property.name)) return []
    const value = formatValue(feature.properties[property.name], property, spoken)
    return value === null ? [] : [{ property, value }]
  })
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
      {isPublished && <p>{say(messages.publishedCard, spoken)}</p>}
      <p hidden={isPublished}>
        {say(messages.source, spoken)} {String(properties.source ?? '–')} · {say(messages.licence, spoken)}{' '}
        {String(properties.licence ?? '–')}
      </p>
    </footer>
  )
}

/** Says the name of a card that opened to those who do not see it. */
function useAnnouncement(title: string): void {
  useEffect(() => {
    announcement.value = title
  }, [title])
}

function Head({
  layer,
  title,
  kind,
  icon,
}: {
  layer: Layer
  title: string
  kind: string
  icon: string | null
}) {
  useAnnouncement(title)
  return (
    <header class="card-head" data-layer={layer.id}>
      {icon && <img src={imageAddress(theme.value, icon)} alt="" width={36} height={36} />}
      <div>
        <h2>{title}</h2>
        <p class="muted">{kind}</p>
      </div>
    </header>
  )
}

function Body({ onZoom }: Props) {
  const current = selection.value
  if (current.state === 'none') return null
  const layer = findLayer(current.reference.layer)
  if (!layer) return null
  if (current.state === 'loading') {
    return (
      <div class="skeleton" role="status" aria-label={say(messages.loading, language.value)}>
        <span />
        <span />
        <span />
      </div>
    )
  }
  if (current.state === 'failed') {
    return (
      <div class="empty" role="alert">
        <Icon name="warning" size={28} />
        <p>{current.reason[language.value]}</p>
        <button type="button" class="button" onClick={retrySelection}>
          {say(messages.retry, language.value)}
        </button>
      </div>
    )
  }
  const { feature, reference } = current
  const { properties } = feature
  const sections = cardSections.value.filter((section) => section.layer === layer.id)
  const title = titleOf(layer, properties, language.value)
  const english = language.value === 'zh' ? properties.name_en : properties.name
  const other = typeof english === 'string' && english !== title ? ` · ${english}` : ''
  return (
    <>
      <Head
        layer={layer}
        title={title}
        kind={`${kindOf(layer, properties, language.value)}${other}`}
        icon={iconOf(layer, properties)}
      />
      <Actions feature={feature} onZoom={onZoom} />
      {sections.map(({ render }, index) => (
        <Section
          key={`${reference.layer}.${reference.id}.${index}`}
          render={render}
          reference={reference}
          feature={feature}
        />
      ))}
      <Attributes layer={layer} feature={feature} />
      <Provenance properties={properties} />
    </>
  )
}

/**
 * Who opened the card from the panel, the search or a key finds the focus in it, and back where it
 * was when the card closes; a click on the map keeps the focus there.
 */
function useCardFocus(card: { readonly current: HTMLElement | null }): void {
  // Asked while rendering: once the panel is hidden, its button has lost the focus.
  const { current: opener } = useRef(document.activeElement)
  useEffect(() => {
    const isOnMap = opener instanceof HTMLCanvasElement
    if (!isOnMap) card.current?.focus({ preventScroll: true })
    return () => {
      if (isOnMap) return
      requestAnimationFrame(() => {
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
