/** The head of a card: the feature's name, kind and actions. */
import { useEffect } from 'preact/hooks'
import type { Layer } from '../../geodata/model/layer.ts'
import type { Language } from '../../geodata/model/text.ts'
import type { CardFeature } from '../desk.ts'
import { formatCode } from '../format.ts'
import { messages, say } from '../messages.ts'
import { shareLink } from '../page/share-link.ts'
import { Icon } from '../parts/icons.tsx'
import { imageAddress } from '../source/chosen.ts'
import { announcement, language, openTitle, theme } from '../store.ts'

interface Props {
  readonly layer: Layer
  readonly feature: CardFeature
  readonly onZoom: (feature: CardFeature) => void
}

type Values = Readonly<Record<string, unknown>>

/** Returns the kind of a feature as text; null if it has none. */
function kindWord(layer: Layer, properties: Values, spoken: Language): string | null {
  const kind = layer.properties.find(
    ({ name, codes }) => codes && (name === 'kind' || name === 'class' || name === 'land_use'),
  )
  const value = kind && properties[kind.name]
  return kind?.codes && typeof value === 'string' ? formatCode(value, kind.codes, spoken) : null
}

/** True for layers whose features have a number instead of a name: their kind comes first. */
const isNumbered = ({ label }: Layer) => label === 'number'

function titleOf(layer: Layer, properties: Values, spoken: Language): string {
  const own = properties[layer.label]
  const english = properties.name_en
  const name = spoken === 'en' && typeof english === 'string' && english !== '' ? english : own
  if (typeof name === 'string' && name !== '')
    return [isNumbered(layer) && kindWord(layer, properties, spoken), name].filter(Boolean).join(' ')
  const kind = layer.properties.find(({ codes }) => codes)
  const value = kind && properties[kind.name]
  if (kind?.codes && typeof value === 'string') return formatCode(value, kind.codes, spoken)
  return `${layer.title[spoken]} · ${say(messages.nameless, spoken)}`
}

/** Layer title and kind of the feature, in one line. */
function kindOf(layer: Layer, properties: Values, spoken: Language): string {
  const word = isNumbered(layer) ? null : kindWord(layer, properties, spoken)
  return [layer.title[spoken], word].filter(Boolean).join(' · ')
}

function iconOf(layer: Layer, properties: Readonly<Record<string, unknown>>): string | null {
  const family = { facilities: 'facility', entrances: 'entrance', incidents: 'incident' }[layer.id]
  if (layer.id === 'units') return `unit-${properties.state}`
  return family ? `${family}-${properties.kind}` : null
}

function Actions({ feature, onZoom }: Omit<Props, 'layer'>) {
  return (
    <div class="card-actions">
      <button type="button" class="button" onClick={() => onZoom(feature)}>
        <Icon name="target" size={18} />
        {say(messages.zoomTo, language.value)}
      </button>
      <button type="button" class="button" onClick={() => void shareLink()}>
        <Icon name="share" size={18} />
        {say(messages.share, language.value)}
      </button>
    </div>
  )
}

/** Announces the name of an opened card to screen readers, and gives it to the browser's tab. */
function useAnnouncement(title: string): void {
  useEffect(() => {
    announcement.value = title
    openTitle.value = title
    return () => {
      openTitle.value = null
    }
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

export function CardHead({ layer, feature, onZoom }: Props) {
  const { properties } = feature
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
    </>
  )
}
