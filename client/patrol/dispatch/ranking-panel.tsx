/**
 * All units by arrival time with reasons, including units that cannot be sent. The units that fulfil the run card
 * are selected, so that one action sends them.
 */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { RankedUnit, Ranking } from '../../../geodata/model/answers/patrol-ranking.ts'
import { Icon } from '../../parts/icons.tsx'
import { Loaded, useResource } from '../../parts/resource.tsx'
import { useRovingFocus } from '../../parts/roving-focus.ts'
import { formatMoment } from '../china-time.ts'
import type { CaseProps } from './case.ts'
import { rankingPath, readRanking } from './case-data.ts'
import { messages } from './messages.ts'
import { RankedRow } from './ranked-row.tsx'
import {
  type Choice,
  isAssigned,
  isBarred,
  proposed,
  type Sending,
  toggled,
  unitsOf,
} from './ranking-choice.ts'
import { RunCard } from './run-card.tsx'
import { useRoute } from './shown-route.ts'
import { unranked } from './unranked.ts'

interface Props extends CaseProps {
  readonly sending: Sending
  readonly onDone: () => void
}

interface RankedProps extends Props {
  readonly ranking: Ranking
  readonly onRefresh: () => void
}

const sendWord = {
  routed: messages.send,
  rerouted: messages.sendInstead,
  units_added: messages.sendMore,
} as const

function SendButton({ context, open, sending, choice, onDone }: Props & { readonly choice: Choice }) {
  const spoken = context.language.value
  const { codes } = choice
  const names = codes.join(spoken === 'zh' ? '、' : ', ')
  return (
    <button
      type="button"
      class="button primary wide case-send"
      disabled={codes.length === 0 || open.action.busy}
      onClick={async () => {
        if (!(await open.take({ type: sending, units: unitsOf(choice) }))) return
        context.announce({ zh: `已${sendWord[sending].zh} ${names}`, en: `${sendWord[sending].en} ${names}` })
        onDone()
      }}
    >
      <Icon name="patrol" size={18} />
      {codes.length === 0 ? messages.sendNone[spoken] : `${sendWord[sending][spoken]} ${names}`}
    </button>
  )
}

interface ChoiceProps extends Props {
  readonly units: readonly RankedUnit[]
}

/** Shows units to select, units that cannot be sent (collapsed), and the button that sends the selection. */
function UnitChoice(props: ChoiceProps) {
  const { context, open, units, sending } = props
  const spoken = context.language.value
  const choice = useSignal(proposed(units, sending))
  const route = useRoute(context, open.id)
  const list = useRovingFocus('.case-tick')
  const barredList = useRovingFocus('.case-tick')
  const [first] = choice.value.codes
  useEffect(() => {
    route.show(first ?? null)
  }, [first])
  const row = (unit: RankedUnit) => (
    <RankedRow
      key={unit.code}
      context={context}
      unit={unit}
      choice={choice.value}
      leads={sending !== 'units_added'}
      isRouted={route.shown.value === unit.code}
      onTick={() => {
        choice.value = toggled(choice.value, unit.code, sending)
      }}
      onLead={() => {
        choice.value = { ...choice.value, lead: unit.code }
      }}
      onRoute={() => route.show(unit.code)}
    />
  )
  const offered = units.filter((unit) => !isBarred(unit) && !(sending === 'units_added' && isAssigned(unit)))
  const barred = units.filter(isBarred)
  return (
    <>
      <ul class="plain list case-ranking" ref={list} aria-label={messages.ranking[spoken]}>
        {offered.map(row)}
      </ul>
      {barred.length > 0 && (
        <details class="case-barred" open={offered.length === 0}>
          <summary>
            {messages.notAdvised[spoken]} {barred.length}
          </summary>
          <ul class="plain list" ref={barredList}>
            {barred.map(row)}
          </ul>
        </details>
      )}
      <SendButton {...props} choice={choice.value} />
    </>
  )
}

function Ranked(props: RankedProps) {
  const { context, ranking, onRefresh } = props
  const spoken = context.language.value
  const { units, as_of, network } = ranking
  return (
    <>
      <RunCard context={context} ranking={ranking} />
      <UnitChoice {...props} units={units} />
      <p class="muted small">
        {messages.asOf[spoken]} {formatMoment(as_of, props.incident.received_at, spoken)}
        {network.closures > 0 && ` · ${network.closures} ${messages.closures[spoken]}`}{' '}
        <button type="button" class="text-button" onClick={onRefresh}>
          {messages.refresh[spoken]}
        </button>
      </p>
    </>
  )
}

export function RankingPanel(props: Props) {
  const { context, state, open, incident } = props
  const spoken = context.language.value
  const ranking = useResource(rankingPath(open.id), readRanking)
  const [failed, found] = [ranking.failure, ranking.value]
  return (
    <section class="case-panel" aria-label={messages.ranking[spoken]}>
      <h3>{messages.ranking[spoken]}</h3>
      <p class="muted small">{messages.rankingNote[spoken]}</p>
      <Loaded resource={ranking}>
        {() =>
          found && <Ranked key={found.as_of} {...props} ranking={found} onRefresh={() => ranking.reload()} />
        }
      </Loaded>
      {failed && (
        <>
          <p class="small">{messages.unranked[spoken]}</p>
          <UnitChoice {...props} units={unranked(incident, state.units.value)} />
        </>
      )}
    </section>
  )
}
