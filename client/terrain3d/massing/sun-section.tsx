/** The study of sunlight: which windows lose their hours, and the height that is allowed. */
import { useSignal } from '@preact/signals'
import { sunRules } from '../../../geodata/model/relief/sun/rules.ts'
import { isAbort } from '../../source/request.ts'
import type { AnalysisName, AnswerOf } from '../analysis/analyses.ts'
import type { ToolContext } from '../tool.ts'
import { saveModel, saveWindows } from './files.ts'
import { messages } from './messages.ts'
import type { SunQuestion } from './question.ts'
import { allowed, massing, parcel, rule, ruleId, type Study, study } from './state.ts'
import { CASTING, edgeDistance, groundOf, sunQuestion } from './sun-question.ts'

/** Windows listed by name; the file has all. */
const LISTED = 30

interface Props {
  readonly tool: ToolContext
  /** Takes an allowed height in metres. */
  readonly onTake: (height: number) => void
}

export function SunSection({ tool, onTake }: Props) {
  const spoken = tool.language.value
  const busy = useSignal(false)
  const place = parcel.value
  const ask = async <Name extends AnalysisName>(
    name: Name,
    use: (answer: AnswerOf<Name>, question: SunQuestion) => void,
  ) => {
    const [place, made, by] = [parcel.peek(), massing.peek(), rule.peek()]
    if (!place || !made || !by || busy.peek()) return
    busy.value = true
    try {
      const question = sunQuestion(tool, place, made.blocks, made.height_m, by)
      const answer = await tool.analyst.ask(name, question, { signal: tool.desk.signal })
      if (massing.peek() === made) use(answer, { ...question, blocks: made.blocks })
    } catch (error) {
      if (isAbort(error)) return
      console.error(error)
      tool.desk.notify({ kind: 'error', text: messages.studyFailed })
    } finally {
      busy.value = false
    }
  }
  const runStudy = () =>
    ask('studyProposal', (results, question) => {
      study.value = { question, results }
    })
  const runInverse = () =>
    ask('allowedHeight', (found) => {
      allowed.value = found
    })
  return (
    <section class="massing-sun" aria-label={messages.study[spoken]}>
      <label class="field">
        <span>{messages.rule[spoken]}</span>
        <select
          value={ruleId.value}
          onChange={({ currentTarget }) => {
            ruleId.value = currentTarget.value
            study.value = null
            allowed.value = null
          }}
        >
          {sunRules.map(({ id, title }) => (
            <option key={id} value={id}>
              {title[spoken]}
            </option>
          ))}
        </select>
      </label>
      <div class="massing-actions">
        <button type="button" class="button" aria-busy={busy.value} onClick={runStudy}>
          {messages.study[spoken]}
        </button>
        <button type="button" class="button" onClick={runInverse}>
          {messages.inverse[spoken]}
        </button>
      </div>
      <div role="status">
        {busy.value && <p>{messages.working[spoken]}</p>}
        <Allowed tool={tool} onTake={onTake} />
        {study.value && <Results tool={tool} found={study.value} />}
      </div>
      <p class="field-hint">
        {messages.method[spoken]} {rule.value?.source[spoken]}
        {tool.grid().synthetic && ` ${messages.synthetic[spoken]}`}
        {place?.synthetic && ` ${messages.syntheticParcel[spoken]}`}
        {place && edgeDistance(tool, place) < CASTING && ` ${messages.atEdge[spoken]}`}
      </p>
    </section>
  )
}

function Allowed({ tool, onTake }: Props) {
  const spoken = tool.language.value
  const found = allowed.value
  const question = study.value?.question
  if (!found) return null
  const ground = question?.ground ?? null
  const place = parcel.value
  if (!place) return null
  const height = Math.round((found.top - (ground ?? groundFor(tool))) * 10) / 10
  const name = question?.windows.find(({ id }) => id === found.binding)?.name[spoken] ?? found.binding
  return (
    <p class="massing-allowed">
      {messages.allowed[spoken]} <b>{height} m</b>{' '}
      {found.binding === null ? messages.free[spoken] : `${messages.by[spoken]} ${name}`}{' '}
      <button type="button" class="button" onClick={() => onTake(height)}>
        {messages.take[spoken]}
      </button>
    </p>
  )
}

const groundFor = (tool: ToolContext): number => {
  const place = parcel.peek()
  return place ? groundOf(tool, place) : 0
}

function Results({
  tool,
  found: { question, results },
}: {
  readonly tool: ToolContext
  readonly found: Study
}) {
  const spoken = tool.language.value
  const place = parcel.value
  if (!place) return null
  if (results.length === 0) return <p>{messages.noWindows[spoken]}</p>
  const bad = results.flatMap((result, w) =>
    result.verdict === 'loses' || result.verdict === 'worse' ? [{ result, window: question.windows[w] }] : [],
  )
  const counts = (['loses', 'worse', 'short', 'keeps'] as const).map(
    (verdict) => [verdict, results.filter((one) => one.verdict === verdict).length] as const,
  )
  return (
    <>
      <p>
        {results.length} {messages.windows[spoken]}
        {spoken === 'zh' ? '：' : ': '}
        {counts
          .map(([verdict, count]) => `${messages[verdict][spoken]} ${count}`)
          .join(spoken === 'zh' ? '，' : ', ')}
      </p>
      {bad.length === 0 ? (
        <p>{messages.noneLose[spoken]}</p>
      ) : (
        <ul class="massing-windows">
          {bad.slice(0, LISTED).map(({ result, window }) => (
            <li key={result.window} class={`is-${result.verdict}`}>
              {window?.name[spoken]} · {messages.before[spoken]} {result.before.minutes}{' '}
              {messages.minutes[spoken]} → {messages.after[spoken]} {result.after.minutes}{' '}
              {messages.minutes[spoken]}
            </li>
          ))}
          {bad.length > LISTED && (
            <li>
              {messages.more[spoken]} {bad.length - LISTED}
            </li>
          )}
        </ul>
      )}
      <div class="massing-actions">
        <button type="button" class="button" onClick={() => saveModel(place, question)}>
          {messages.model[spoken]}
        </button>
        <button type="button" class="button" onClick={() => saveWindows(place, question, results, spoken)}>
          {messages.table[spoken]}
        </button>
      </div>
    </>
  )
}
