/** 质检结果: the score, the checks with their counts, and the faults of one of them, each a place on the map. */
import './delivery-report.css'
import { useSignal } from '@preact/signals'
import type { FeatureCollection } from 'geojson'
import { useEffect } from 'preact/hooks'
import type { DeliveryCheck, DeliveryFault, DeliveryReport } from '../../geodata/model/answers/delivery.ts'
import {
  type CheckGroup,
  type CheckSeverity,
  checkGroups,
  severityTitles,
} from '../../geodata/model/planning/delivery/checks.ts'
import type { MapAccess } from '../desk.ts'
import { formatNumber } from '../format.ts'
import { say } from '../messages.ts'
import { Icon } from '../parts/icons.tsx'
import { useRovingFocus } from '../parts/roving-focus.ts'
import { onServer } from '../source/server-path.ts'
import { language, sheetRaised } from '../store.ts'
import { kindTitle } from './confirm.tsx'
import type { ImportFlow } from './import-flow.ts'
import { messages } from './messages.ts'
import { drawPreview } from './preview-layers.ts'

/** Around a point fault, in degrees: about 60 m. */
const AROUND = 0.0006

interface Props {
  readonly flow: ImportFlow
  readonly map: MapAccess
}

export function DeliveryResult({ flow, map }: Props) {
  const spoken = language.value
  const report = flow.delivery.value
  const chosen = useSignal<string | null>(null)
  const selected = useSignal<DeliveryFault | null>(null)
  if (report === null) return null
  const code = chosen.value ?? report.checks.find(({ faults }) => faults > 0)?.code ?? null
  const faults = report.listed.filter(({ check }) => check === code)
  return (
    <div class="delivery-report">
      <Head report={report} />
      <Checks
        report={report}
        chosen={code}
        onChoose={(one) => {
          chosen.value = one
          selected.value = null
        }}
      />
      {code !== null && (
        <Faults
          map={map}
          report={report}
          faults={faults}
          selected={selected.value}
          onSelect={(one) => {
            selected.value = one
          }}
        />
      )}
      <p class="hint">{say(messages.checkNote, spoken)}</p>
      <div class="form-actions">
        {flow.file.value && (
          <button type="button" class="button" onClick={() => flow.back()}>
            {say(messages.back, spoken)}
          </button>
        )}
        <a
          class="button"
          href={onServer(`/imports/checks/${flow.checkJob.value}/report.pdf?lang=${spoken}`)}
          target="_blank"
          rel="noreferrer"
        >
          <Icon name="print" size={16} /> {say(messages.reportPdf, spoken)}
        </a>
        <Download report={report} />
        <button type="button" class="button" onClick={() => flow.restart()}>
          {say(messages.other, spoken)}
        </button>
      </div>
    </div>
  )
}

function Head({ report }: { readonly report: DeliveryReport }) {
  const spoken = language.value
  const number = (value: number) => formatNumber(value, spoken, 0)
  return (
    <div class="delivery-head">
      <p class="delivery-score">
        <strong>{formatNumber(report.score, spoken, 1)}</strong>
        <span>{say(messages.score, spoken)}</span>
      </p>
      <p role="status">
        <strong class="delivery-source">
          {report.source === report.as ? say(messages.stored, spoken) : report.source}
        </strong>
        <br />
        {kindTitle(report.as, spoken)} · {number(report.features)} {say(messages.features, spoken)}
        <br />
        {say(report.faults === 0 ? messages.noFaults : messages.faultsFound, spoken)}
        {report.faults > 0 &&
          ` ${number(report.faults)} · ${say(messages.mustCorrect, spoken)} ${number(report.must)}`}
      </p>
    </div>
  )
}

interface ChecksProps {
  readonly report: DeliveryReport
  readonly chosen: string | null
  readonly onChoose: (code: string) => void
}

/** Checks with faults come first; those without are folded. */
function Checks({ report, chosen, onChoose }: ChecksProps) {
  const spoken = language.value
  const withFaults = report.checks.filter(({ faults }) => faults > 0)
  const sound = report.checks.filter(({ faults }) => faults === 0)
  return (
    <>
      {withFaults.length > 0 && <CheckTable checks={withFaults} chosen={chosen} onChoose={onChoose} />}
      <details class="unfold">
        <summary>
          {say(messages.soundChecks, spoken)} {sound.length}
        </summary>
        <CheckTable checks={sound} chosen={chosen} onChoose={onChoose} />
      </details>
    </>
  )
}

interface CheckTableProps extends Omit<ChecksProps, 'report'> {
  readonly checks: readonly DeliveryCheck[]
}

function CheckTable({ checks, chosen, onChoose }: CheckTableProps) {
  const spoken = language.value
  return (
    <table class="delivery-checks">
      <caption class="visually-hidden">{say(messages.checks, spoken)}</caption>
      {(Object.keys(checkGroups) as CheckGroup[]).map((group) => {
        const own = checks.filter((check) => check.group === group)
        return own.length === 0 ? null : (
          <tbody key={group}>
            <tr>
              <th scope="rowgroup" colSpan={3}>
                {checkGroups[group][spoken]}
              </th>
            </tr>
            {own.map((check) => (
              <CheckRow key={check.code} check={check} isChosen={check.code === chosen} onChoose={onChoose} />
            ))}
          </tbody>
        )
      })}
    </table>
  )
}

interface CheckRowProps {
  readonly check: DeliveryCheck
  readonly isChosen: boolean
  readonly onChoose: (code: string) => void
}

function CheckRow({ check, isChosen, onChoose }: CheckRowProps) {
  const spoken = language.value
  const { code, faults, severity, title } = check
  return (
    <tr data-check={code} data-severity={faults > 0 ? severity : 'none'}>
      <td>{code}</td>
      <td>
        {faults === 0 ? (
          title[spoken]
        ) : (
          <button type="button" class="text-button" aria-pressed={isChosen} onClick={() => onChoose(code)}>
            {title[spoken]}
          </button>
        )}
        {faults > 0 && (
          <span class="delivery-severity">{severityTitles[severity as CheckSeverity][spoken]}</span>
        )}
      </td>
      <td class="delivery-count">{formatNumber(faults, spoken, 0)}</td>
    </tr>
  )
}

interface FaultsProps {
  readonly map: MapAccess
  readonly report: DeliveryReport
  readonly faults: readonly DeliveryFault[]
  readonly selected: DeliveryFault | null
  readonly onSelect: (fault: DeliveryFault) => void
}

function Faults({ map, report, faults, selected, onSelect }: FaultsProps) {
  const spoken = language.value
  const list = useRovingFocus('button')
  const code = faults[0]?.check
  const count = report.checks.find((check) => check.code === code)?.faults ?? faults.length
  useEffect(() => drawPreview(map, drawnFaults(faults, selected)), [code, selected])
  const open = (fault: DeliveryFault) => {
    onSelect(fault)
    const bounds = boundsOf(fault)
    if (bounds === null) return
    // On a phone the raised sheet would cover the place.
    sheetRaised.value = false
    map.fitBounds(bounds, 19)
  }
  return (
    <section aria-label={say(messages.faults, spoken)}>
      <ol class="plain delivery-faults" ref={list}>
        {faults.map((fault, index) => (
          <li key={`${code} ${index}`}>
            <button
              type="button"
              aria-pressed={fault === selected}
              disabled={fault.at === null && fault.feature === null}
              onClick={() => open(fault)}
            >
              {fault.feature !== null && <strong>{fault.name ?? `#${fault.feature}`}</strong>}
              <span>{fault.text[spoken]}</span>
            </button>
          </li>
        ))}
      </ol>
      {count > faults.length && (
        <p class="muted">
          {say(messages.listedOnly, spoken)} {formatNumber(faults.length, spoken, 0)} /{' '}
          {formatNumber(count, spoken, 0)}
        </p>
      )}
    </section>
  )
}

function drawnFaults(faults: readonly DeliveryFault[], selected: DeliveryFault | null): FeatureCollection {
  const points = faults.flatMap(({ at }) =>
    at === null
      ? []
      : [
          {
            type: 'Feature' as const,
            properties: {},
            geometry: { type: 'Point' as const, coordinates: [...at] },
          },
        ],
  )
  const shape = selected?.shape ?? []
  const areas =
    shape.length === 0
      ? []
      : [
          {
            type: 'Feature' as const,
            properties: {},
            geometry: { type: 'MultiPolygon' as const, coordinates: shape },
          },
        ]
  return { type: 'FeatureCollection', features: [...areas, ...points] }
}

/** Returns the extent of the fault's shape, or the surroundings of its place; null if it has none. */
function boundsOf({ at, shape }: DeliveryFault): [number, number, number, number] | null {
  const positions = shape.flat(2)
  const all = positions.length > 0 ? positions : at === null ? [] : [at]
  if (all.length === 0) return null
  const [xs, ys] = [all.map(([x]) => x), all.map(([, y]) => y)]
  return [
    Math.min(...xs) - AROUND,
    Math.min(...ys) - AROUND,
    Math.max(...xs) + AROUND,
    Math.max(...ys) + AROUND,
  ]
}

function Download({ report }: { readonly report: DeliveryReport }) {
  const spoken = language.value
  const save = () => {
    const url = URL.createObjectURL(new Blob([JSON.stringify(report, null, 2)], { type: 'application/json' }))
    const link = document.createElement('a')
    link.href = url
    link.download = `${report.source.replaceAll('/', '_')}.${say(messages.reportFile, spoken)}.json`
    link.click()
    URL.revokeObjectURL(url)
  }
  return (
    <button type="button" class="button" onClick={save}>
      <Icon name="download" size={16} /> JSON
    </button>
  )
}
