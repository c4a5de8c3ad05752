/** Reports near the place that may be about the same. */

import { type NearReport, nearReportsSchema } from '../../geodata/model/answers/public-report.ts'
import { codeLists } from '../../geodata/model/codes.ts'
import { formatCode } from '../format.ts'
import { useResource } from '../parts/resource.tsx'
import { language } from '../store.ts'
import { messages } from './messages.ts'
import { kind, type Place, place, sameAs } from './report-state.ts'

function Row({ report }: { readonly report: NearReport }) {
  const spoken = language.value
  const isSame = sameAs.value === report.id
  return (
    <li>
      <button
        type="button"
        class="list-row"
        aria-pressed={isSame}
        onClick={() => {
          sameAs.value = isSame ? null : report.id
          if (!isSame) kind.value = report.kind
        }}
      >
        <span class="list-name">
          {formatCode(report.kind, 'incidentKinds', spoken)}
          {report.synthetic && <span class="muted small"> · {messages.synthetic[spoken]}</span>}
        </span>
        <span class="small report-same">{messages.same[spoken]}</span>
        <span class="muted small">
          {report.metres} {messages.metres[spoken]} · {messages.reportedOn[spoken]} {report.reported_on} ·{' '}
          {codeLists.incidentStates[report.state].title[spoken]}
        </span>
      </button>
    </li>
  )
}

function NearPlace({ at }: { readonly at: Place }) {
  const spoken = language.value
  const path = `/reports/near?lon=${at.lon.toFixed(6)}&lat=${at.lat.toFixed(6)}`
  const { value } = useResource(path, (body) => nearReportsSchema.parse(body))
  // Of one kind, once the reader has chosen it; a failure must not keep anybody from reporting.
  const reports = (value?.reports ?? []).filter(
    (report) => kind.value === '' || report.kind === kind.value || report.id === sameAs.value,
  )
  if (reports.length === 0) return null
  return (
    <section class="report-part report-near" aria-label={messages.near[spoken]}>
      <h3>{messages.near[spoken]}</h3>
      <p class="field-hint">{messages.nearHint[spoken]}</p>
      <ul class="plain list">
        {reports.map((report) => (
          <Row key={report.id} report={report} />
        ))}
      </ul>
    </section>
  )
}

export function NearList() {
  return place.value && <NearPlace at={place.value} />
}
