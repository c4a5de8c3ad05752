/** Possible duplicates of a report; the operator can merge the report into one of them. */
import type { DeskContext } from '../../desk.ts'
import { formatCode } from '../../format.ts'
import { useResource } from '../../parts/resource.tsx'
import { mayDirect } from '../dispatch/who.ts'
import { duplicatesPath, readDuplicates, whyText } from '../duplicates.ts'
import { openIncident } from '../open-place.ts'
import { kind, place, type ReportedPlace, words } from './intake-state.ts'
import { messages } from './messages.ts'

interface Props {
  readonly context: DeskContext
  readonly onSame: (id: number) => void
}

const MOST = 3

function Likely({
  context,
  onSame,
  at,
  text,
}: Props & { readonly at: ReportedPlace; readonly text: string }) {
  const spoken = context.language.value
  const path = duplicatesPath({ lon: at.lon, lat: at.lat, kind: kind.value, words: text || null })
  const likely = useResource(path, readDuplicates).value?.slice(0, MOST) ?? []
  if (likely.length === 0) return null
  return (
    <section class="intake-likely" aria-label={messages.duplicates[spoken]}>
      <h4>{messages.duplicates[spoken]}</h4>
      <ul class="plain">
        {likely.map((one) => (
          <li key={one.id}>
            <span>
              {formatCode(one.kind, 'incidentKinds', spoken)} {one.number}
              {one.words && <span class="small intake-why">{one.words}</span>}
              <span class="small muted intake-why">{whyText(one, spoken)}</span>
            </span>
            <button type="button" class="text-button" onClick={() => openIncident(context, one)}>
              {messages.openIt[spoken]}
            </button>
            {mayDirect(context) && (
              <button type="button" class="text-button" onClick={() => onSame(one.id)}>
                {messages.addToIt[spoken]}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

export function DuplicateList(props: Props) {
  if (place.value === null || kind.value === '') return null
  return <Likely {...props} at={place.value} text={words.value.trim()} />
}
