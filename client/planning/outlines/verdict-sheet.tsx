/** The verdict about an outline, the worst first; of a batch, the table of all. */
import type {
  OutlineCheck,
  OutlineFinding,
  OutlineResults,
  OutlineSetAnswer,
} from '../../../geodata/model/answers/planning-outlines.ts'
import { severities } from '../../../geodata/model/codes.ts'
import { coverageTitles } from '../../../geodata/model/planning/coverage.ts'
import { outlineVerdictTitles } from '../../../geodata/model/planning/outline/verdict.ts'
import type { Language } from '../../../geodata/model/text.ts'
import { formatDate, formatNumber } from '../../format.ts'
import { extentOf } from '../../map/extent.ts'
import { Downloads } from './downloads.tsx'
import { messages } from './messages.ts'
import type { PartProps } from './part-props.ts'

interface Props extends PartProps {
  readonly set: OutlineSetAnswer
}

const metres = (value: number, spoken: Language) => `${formatNumber(value, spoken, 1)} m²`
const percent = (share: number, spoken: Language) => `${formatNumber(share * 100, spoken, 2)}%`

function badgeOf({ verdict, state }: OutlineFinding, spoken: Language): string {
  if (state === 'not_computed') return messages.notComputed[spoken]
  if (verdict === 'none') return messages.clear[spoken]
  return verdict === 'unknown' ? coverageTitles[state][spoken] : severities[verdict].title[spoken]
}

function Finding({ context, finding }: { readonly finding: OutlineFinding } & Pick<Props, 'context'>) {
  const spoken = context.language.value
  const { state, lines } = finding
  const facts = [
    state === 'concerned' || finding.area_m2 > 0
      ? `${metres(finding.area_m2, spoken)}，${messages.ofOutline[spoken]} ${percent(finding.share, spoken)}`
      : '',
    finding.covered < 1 ? `${messages.covered[spoken]} ${percent(finding.covered, spoken)}` : '',
    finding.sliver_m2 > 0 ? `${messages.notCounted[spoken]} ${metres(finding.sliver_m2, spoken)}` : '',
  ].filter((fact) => fact !== '')
  return (
    <li class="outline-finding" data-verdict={finding.verdict}>
      <p class="outline-finding-head">
        <span class="outline-badge" data-verdict={finding.verdict}>
          {badgeOf(finding, spoken)}
        </span>
        <strong>{finding.title[spoken]}</strong>
        {state !== 'concerned' && state !== 'not_computed' && state !== 'not_concerned' && (
          <span class="muted small">{coverageTitles[state][spoken]}</span>
        )}
      </p>
      {facts.length > 0 && <p class="small">{facts.join(spoken === 'zh' ? '；' : '; ')}</p>}
      {finding.advice && <p class="small">{finding.advice[spoken]}</p>}
      {finding.article && (
        <p class="muted small">
          {messages.basis[spoken]} {finding.article[spoken]}
        </p>
      )}
      {lines.length > 0 && (
        <ul class="plain small outline-lines">
          {lines.map((line) => (
            <li key={line.id}>
              <button
                type="button"
                class="text-button"
                onClick={() => line.overlap[0] && context.map.fitBounds(extentOf(line.overlap[0]), 18)}
              >
                {(spoken === 'en' ? line.name_en : null) ?? line.name ?? line.id}
              </button>{' '}
              {metres(line.area_m2, spoken)}
              {line.height_limit_m !== null && ` · ${messages.heightLimit[spoken]} ${line.height_limit_m} m`}
              {line.office && <span lang="zh-CN"> · {line.office}</span>}
              {line.document && <span lang="zh-CN"> · {line.document}</span>}
              {line.valid_from &&
                ` · ${formatDate(line.valid_from, 'date', spoken)}–${line.valid_to ? formatDate(line.valid_to, 'date', spoken) : ''}`}
              {!line.in_force && <span class="muted"> {messages.expired[spoken]}</span>}
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}

const isUnknown = ({ state }: OutlineFinding): boolean => state === 'no_data'
const isClear = ({ state, verdict }: OutlineFinding): boolean => verdict === 'none' && state !== 'no_data'

/** Findings that say the same, in one entry. */
function Together({
  context,
  findings,
}: { readonly findings: readonly OutlineFinding[] } & Pick<Props, 'context'>) {
  const spoken = context.language.value
  const [first] = findings
  if (first === undefined) return null
  return (
    <li class="outline-finding" data-verdict={first.verdict}>
      <p class="outline-finding-head">
        <span class="outline-badge" data-verdict={first.verdict}>
          {first.state === 'no_data' ? coverageTitles.no_data[spoken] : badgeOf(first, spoken)}
        </span>
        <strong>{findings.map(({ title }) => title[spoken]).join(spoken === 'zh' ? '、' : ', ')}</strong>
      </p>
      {first.advice && <p class="small">{first.advice[spoken]}</p>}
    </li>
  )
}

function Sheet({ context, check }: { readonly check: OutlineCheck } & Pick<Props, 'context'>) {
  const spoken = context.language.value
  return (
    <>
      <p class="outline-verdict" data-verdict={check.verdict}>
        <strong>{check.verdict_text[spoken]}</strong>
        <span class="small">
          {check.name} · {messages.area[spoken]} {metres(check.area_m2, spoken)} ·{' '}
          {messages.noApproval[spoken]}
        </span>
      </p>
      <ul class="plain">
        {check.findings
          .filter((finding) => !isUnknown(finding) && finding.verdict !== 'none')
          .map((finding) => (
            <Finding key={`${finding.subject} ${finding.kind}`} context={context} finding={finding} />
          ))}
        <Together context={context} findings={check.findings.filter(isUnknown)} />
        <Together context={context} findings={check.findings.filter(isClear)} />
      </ul>
      {check.parcels.length > 0 && (
        <details>
          <summary>
            {messages.parcels[spoken]} {check.parcels.length}
          </summary>
          <ul class="plain small">
            {check.parcels.map((parcel) => (
              <li key={parcel.id}>
                {parcel.parcel_code} · {parcel.title[spoken]} · {metres(parcel.area_m2, spoken)} ·{' '}
                {percent(parcel.share, spoken)}
              </li>
            ))}
          </ul>
        </details>
      )}
      {check.slivers.length > 0 && (
        <details>
          <summary>
            {messages.slivers[spoken]} {check.slivers.length}
          </summary>
          <ul class="plain small">
            {check.slivers.map((sliver) => (
              <li key={sliver.at.join()}>{sliver.text[spoken]}</li>
            ))}
          </ul>
        </details>
      )}
      <p class="muted small">{messages.plane[spoken]}</p>
    </>
  )
}

const ROWS = 200

function Table({ context, flow, results }: { readonly results: OutlineResults } & PartProps) {
  const spoken = context.language.value
  return (
    <section class="desk-section" aria-label={messages.worst[spoken]}>
      <h3>
        {messages.worst[spoken]}{' '}
        <span class="muted">
          {results.checked} / {results.total}
        </span>
      </h3>
      <ul class="plain outline-table">
        {results.results.slice(0, ROWS).map((row) => (
          <li key={row.outline} aria-current={flow.check.value?.outline === row.outline}>
            <span class="outline-badge" data-verdict={row.verdict}>
              {row.verdict === 'unknown' || row.verdict === 'none'
                ? outlineVerdictTitles[row.verdict][spoken]
                : severities[row.verdict].title[spoken]}
            </span>
            <button type="button" class="text-button" onClick={() => void flow.show(row.outline)}>
              {row.name}
            </button>
            <span class="muted small">
              {row.reasons.map((reason) => reason[spoken]).join(spoken === 'zh' ? '、' : ', ')}
            </span>
          </li>
        ))}
      </ul>
      {results.unchecked.length > 0 && (
        <p class="small">
          {messages.unchecked[spoken]} {results.unchecked.length}
        </p>
      )}
    </section>
  )
}

export function VerdictSheet(props: Props) {
  const { context, flow, set } = props
  const spoken = context.language.value
  const [results, check] = [flow.results.value, flow.check.value]
  if (check === null || results === null) {
    if (!set.outlines.some((outline) => outline.is_checkable)) return null
    return (
      <button
        type="button"
        class="button primary"
        disabled={flow.progress.value !== null}
        onClick={() => void flow.run()}
      >
        {messages.check[spoken]}
      </button>
    )
  }
  return (
    <section class="desk-section" aria-label={messages.verdict[spoken]}>
      <h3>{messages.verdict[spoken]}</h3>
      <Sheet context={context} check={check} />
      <Downloads context={context} id={set.id} />
      {set.count > 1 && <Table {...props} results={results} />}
    </section>
  )
}
