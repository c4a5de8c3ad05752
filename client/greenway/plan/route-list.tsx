/** The routes of an answer: time, length, climb, and how each differs from the best. */
import type { LoopPlan, PlannedRoute } from '../../../geodata/model/answers/route-plan.ts'
import type { Language } from '../../../geodata/model/text.ts'
import { formatLength, formatNumber } from '../../format.ts'
import { messages as profile, warningWords } from '../../parts/elevation-profile/messages.ts'
import { warningGroups } from '../../parts/elevation-profile/words.ts'
import { useRovingFocus } from '../../parts/roving-focus.ts'
import { messages } from './messages.ts'
import { clock, differences, durationWords } from './words.ts'

type PlannedLoop = LoopPlan['loops'][number]

interface Props {
  readonly routes: readonly (PlannedRoute | PlannedLoop)[]
  readonly chosen: number
  readonly spoken: Language
  readonly onChoose: (index: number) => void
}

/** What the reader should know of the route before choosing it. */
function notesOf(route: PlannedRoute | PlannedLoop, index: number, best: PlannedRoute, spoken: Language) {
  const comma = spoken === 'zh' ? '，' : ', '
  if ('repeated' in route) {
    const twice = route.repeated >= 0.01
    return twice ? `${messages.repeated[spoken]} ${formatNumber(100 * route.repeated, spoken, 0)}%` : ''
  }
  if (index > 0)
    return differences(route, best)
      .map((one) => one[spoken])
      .join(comma)
  return warningGroups(route)
    .slice(0, 3)
    .map(({ kind }) => warningWords[kind].full[spoken])
    .join(comma)
}

export function RouteList({ routes, chosen, spoken, onChoose }: Props) {
  const rows = useRovingFocus()
  const [best] = routes
  if (!best) return null
  const isLoops = 'repeated' in best
  return (
    <ol
      class="plain list plan-routes"
      ref={rows}
      aria-label={(isLoops ? messages.loops : messages.routes)[spoken]}
    >
      {routes.map((route, index) => {
        const title = isLoops ? `${messages.shape[spoken]} ${index + 1}` : null
        const notes = notesOf(route, index, best, spoken)
        return (
          <li key={`${index} ${route.length_m}`}>
            <button
              type="button"
              class="list-row plan-route"
              aria-pressed={index === chosen}
              onClick={() => onChoose(index)}
            >
              <span class="list-name">
                {durationWords(route.duration_s, spoken)}
                <small>{title ?? (index === 0 ? messages.best : messages.other)[spoken]}</small>
              </span>
              <span class="list-figure">
                {formatLength(route.length_m, spoken)}
                {route.ascent_m !== null &&
                  ` · ${profile.ascent[spoken]} ${formatNumber(route.ascent_m, spoken, 0)}${spoken === 'zh' ? ' 米' : ' m'}`}
              </span>
              <span class="list-more">
                {[`${clock(route.arrive)} ${messages.arrive[spoken]}`, notes].filter(Boolean).join(' · ')}
              </span>
            </button>
          </li>
        )
      })}
    </ol>
  )
}
