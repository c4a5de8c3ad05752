/** What the printed page shows of a plan: the line in the legend, the totals, and the profile. */
import type { PlannedRoute } from '../../../geodata/model/answers/route-plan.ts'
import type { Language } from '../../../geodata/model/text.ts'
import { tokens } from '../../../geodata/model/tokens.ts'
import type { PrintedDesk } from '../../desk.ts'
import { warningWords } from '../../parts/elevation-profile/messages.ts'
import { groupWords, totalWords, warningGroups } from '../../parts/elevation-profile/words.ts'
import { language } from '../../store.ts'
import { messages } from './messages.ts'
import type { Plan } from './plan-address.ts'
import { nameOfStop } from './stop-row.tsx'
import { durationWords, nightText } from './words.ts'

/** `水上森林–花园中心`. */
export function titleOf({ stops, loop }: Plan, spoken: Language): string {
  const [first, last] = [nameOfStop(stops[0] ?? null, spoken), nameOfStop(stops.at(-1) ?? null, spoken)]
  return loop ? `${messages.roundTrip[spoken]} ${first}` : `${first}–${last}`
}

function noteOf(route: PlannedRoute, spoken: Language): string {
  return [
    durationWords(route.duration_s, spoken),
    totalWords(route, spoken),
    ...warningGroups(route).map(
      (group) => `${warningWords[group.kind].full[spoken]} ${groupWords(group, spoken)}`,
    ),
    nightText(route, spoken),
  ]
    .filter(Boolean)
    .join(spoken === 'zh' ? '；' : '; ')
}

export function printedPlan(plan: Plan | null, route: PlannedRoute | undefined): PrintedDesk {
  if (!plan || !route) return { legend: [], note: null }
  const line = {
    code: null,
    title: messages.routeTitle,
    shape: 'line' as const,
    colour: tokens.page.day.focus,
    width: 4,
  }
  return {
    legend: [{ layer: 'plan', title: messages.routeTitle, entries: [line] }],
    note: { zh: noteOf(route, 'zh'), en: noteOf(route, 'en') },
    title: titleOf(plan, language.peek()),
    figure: document.querySelector('.plan .profile-drawing'),
  }
}
