/** In the card of a greenway: its elevation profile, tied to the map, its stages, and how to get there. */
import { computed, signal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { type GreenwayProfile, greenwayProfileSchema } from '../../geodata/model/answers/greenway-profile.ts'
import type { Range } from '../../geodata/model/routes/ranges.ts'
import { type Stage, stagesOf } from '../../geodata/model/routes/stages.ts'
import type { Language, Text } from '../../geodata/model/text.ts'
import type { DeskContext } from '../desk.ts'
import { formatLength, formatNumber } from '../format.ts'
import { followLine } from '../parts/elevation-profile/follow-line.ts'
import { ElevationProfile, measureWay } from '../parts/elevation-profile/index.tsx'
import { rangeWords } from '../parts/elevation-profile/words.ts'
import { Loaded, useResource } from '../parts/resource.tsx'
import { useRovingFocus } from '../parts/roving-focus.ts'
import { type FoundFacility, nearestPath, readNearest } from './found-data.ts'
import { figureOf, kindTitle } from './found-list.tsx'
import { type ListedEntrance, readEntrances } from './greenway-data.ts'
import { boundsOf } from './place.ts'
import { profileMessages as messages } from './profile-messages.ts'

const readProfile = (body: unknown) => greenwayProfileSchema.parse(body)

function nameOf({ properties }: ListedEntrance): Text {
  const zh = properties.name ?? properties.name_en ?? ''
  return { zh, en: properties.name_en ?? zh }
}

interface StagesProps {
  readonly stages: readonly Stage<Text>[]
  readonly spoken: Language
  readonly onChoose: (range: Range) => void
}

function Stages({ stages, spoken, onChoose }: StagesProps) {
  const rows = useRovingFocus()
  if (stages.length === 0) return null
  return (
    <section class="desk-section" aria-label={messages.stages[spoken]}>
      <h3>{messages.stages[spoken]}</h3>
      <ol class="plain list found" ref={rows}>
        {stages.map((stage, index) => (
          <li key={stage.from_m}>
            <button type="button" class="list-row" onClick={() => onChoose(stage)}>
              <span class="list-name">
                {index + 1}. {(stage.from ?? messages.start)[spoken]} → {(stage.to ?? messages.end)[spoken]}
              </span>
              <span class="list-figure">{formatLength(stage.length_m, spoken)}</span>
              {stage.ascent_m !== null && (
                <span class="list-more">
                  {messages.climbs[spoken]} {formatNumber(stage.ascent_m, spoken, 0)}
                  {spoken === 'zh' ? ' 米' : ' m'}
                </span>
              )}
            </button>
          </li>
        ))}
      </ol>
    </section>
  )
}

interface EndProps {
  readonly context: DeskContext
  readonly at: readonly number[]
  readonly title: Text
}

/** The nearest metro station and bus stop of one end. */
function Transit({ context, at, title }: EndProps) {
  const spoken = context.language.value
  const place = [at[0] ?? 0, at[1] ?? 0] as const
  const found = useResource(nearestPath(place, ['metro_station', 'bus_stop', 'car_park'], 1), readNearest(3))
  const open = ({ id }: FoundFacility) => context.openCard({ layer: 'facilities', id })
  return (
    <>
      <h4 class="small muted">{title[spoken]}</h4>
      <Loaded resource={found}>
        {(listed) =>
          listed.length === 0 ? (
            <p class="muted small">{messages.noTransit[spoken]}</p>
          ) : (
            <ul class="plain list">
              {listed.map((one) => (
                <li key={one.id}>
                  <button type="button" class="list-row" onClick={() => open(one)}>
                    <span class="list-name">
                      {kindTitle(one.kind, spoken)}{' '}
                      {(spoken === 'en' ? (one.name_en ?? one.name) : one.name) ?? ''}
                    </span>
                    <span class="list-figure">{figureOf(one, spoken)}</span>
                  </button>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </>
  )
}

function GettingThere({ context, profile, loop }: SectionProps) {
  const spoken = context.language.value
  const { coordinates } = profile.geometry
  const [first, last] = [coordinates[0], coordinates.at(-1)]
  if (!first || !last) return null
  return (
    <section class="desk-section" aria-label={messages.gettingThere[spoken]}>
      <h3>{messages.gettingThere[spoken]}</h3>
      <Transit context={context} at={first} title={loop ? messages.startAndEnd : messages.atStart} />
      {!loop && <Transit context={context} at={last} title={messages.atEnd} />}
    </section>
  )
}

interface SectionProps {
  readonly context: DeskContext
  readonly profile: GreenwayProfile
  readonly loop: boolean
}

/** Width, light, steps and gaps in one sentence. */
function factsOf({ parts, gaps, warnings, length_m }: GreenwayProfile, spoken: Language): string {
  const widths = parts.flatMap(({ width_m }) => width_m ?? [])
  const lengthOf = (test: (part: GreenwayProfile['parts'][number]) => boolean) =>
    parts.filter(test).reduce((sum, { from_m, to_m }) => sum + to_m - from_m, 0)
  const share = (metres: number) => `${formatNumber((100 * metres) / Math.max(1, length_m), spoken, 0)}%`
  const [low, high] = [Math.min(...widths), Math.max(...widths)]
  const unknown = lengthOf(({ lit }) => lit === null)
  return [
    widths.length > 0 &&
      `${messages.width[spoken]} ${formatNumber(low, spoken, 1)}${high > low ? `–${formatNumber(high, spoken, 1)}` : ''}${spoken === 'zh' ? ' 米' : ' m'}`,
    unknown >= length_m - 1
      ? messages.lightUnknown[spoken]
      : `${messages.lit[spoken]} ${share(lengthOf(({ lit }) => lit === true))}`,
    (warnings.some(({ kind }) => kind === 'steps') ? messages.hasSteps : messages.noSteps)[spoken],
    gaps.length > 0 ? `${gaps.length} ${messages.gaps[spoken]}` : messages.noGaps[spoken],
  ]
    .filter(Boolean)
    .join(' · ')
}

function Method({ profile, spoken }: { readonly profile: GreenwayProfile; readonly spoken: Language }) {
  const { step_m, dead_band_m, sources } = profile.ascent_method
  if (profile.ascent_m === null) return null
  return (
    <p class="muted small">
      {spoken === 'zh'
        ? `爬升按每 ${step_m} 米一个高程计算，不足 ${dead_band_m} 米的起伏不计。高程来源：${sources.join('、')}`
        : `Climb from a height every ${step_m} m; rises below ${dead_band_m} m are not counted. Heights: ${sources.join(', ')}`}
    </p>
  )
}

function Shown({
  context,
  profile,
  loop,
  entrances,
}: SectionProps & { readonly entrances: readonly ListedEntrance[] }) {
  const spoken = context.language.value
  const line = useMemo(() => measureWay(profile), [profile])
  const { at, part } = useMemo(
    () => ({ at: signal<number | null>(null), part: signal<Range | null>(null) }),
    [profile],
  )
  useEffect(() => followLine({ map: context.map, line: computed(() => line), at, part }), [line])
  const stages = useMemo(
    () =>
      stagesOf(
        line,
        entrances.flatMap((entrance) => {
          if (entrance.geometry.type !== 'Point') return []
          const [lon = 0, lat = 0] = entrance.geometry.coordinates
          return [{ at: [lon, lat] as const, name: nameOf(entrance) }]
        }),
      ),
    [line, entrances],
  )
  return (
    <>
      <p class="small">{factsOf(profile, spoken)}</p>
      <ElevationProfile way={profile} spoken={spoken} at={at} part={part} />
      <Method profile={profile} spoken={spoken} />
      <Stages
        stages={stages}
        spoken={spoken}
        onChoose={({ from_m, to_m }) => {
          part.value = { from_m, to_m }
          const inside = line.points.filter((point) => point.at_m >= from_m && point.at_m <= to_m)
          context.map.fitBounds(boundsOf(inside.map((point) => point.at)))
          const words = rangeWords(line, { from_m, to_m }, spoken)
          context.announce({ zh: words, en: words })
        }}
      />
      <GettingThere context={context} profile={profile} loop={loop} />
    </>
  )
}

interface Props {
  readonly context: DeskContext
  readonly id: number
  readonly loop: boolean
}

export function ProfileSection({ context, id, loop }: Props) {
  const profile = useResource(`/greenway/greenways/${id}/profile`, readProfile)
  const entrances = useResource(`/collections/entrances/items?greenway_id=${id}&limit=100`, readEntrances)
  return (
    <Loaded resource={profile}>
      {(found) => <Shown context={context} profile={found} loop={loop} entrances={entrances.value ?? []} />}
    </Loaded>
  )
}
