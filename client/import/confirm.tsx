/** Preview of a file with its guesses, and the choices before the import. */

import type { ImportPreviewAnswer } from '../../geodata/model/answers/imports.ts'
import { findLayer } from '../../geodata/model/catalogue.ts'
import { formatDate, formatNumber } from '../format.ts'
import { say } from '../messages.ts'
import { Choice } from '../parts/form.tsx'
import { language } from '../store.ts'
import { CheckBox, LineField } from './fields.tsx'
import type { ImportFlow } from './import-flow.ts'
import { messages } from './messages.ts'
import { MissingColumns } from './missing-columns.tsx'
import { ownImportKinds } from './open-import.ts'
import { SurveyFields } from './survey-fields.tsx'
import { SystemChoice } from './system-choice.tsx'

/** Encodings common for Chinese data. */
const ENCODINGS = ['UTF-8', 'GB18030', 'BIG5', 'CP1252'] as const

export function kindTitle(kind: string, spoken: 'zh' | 'en'): string {
  if (kind === 'osm' || kind === 'dem') return say(messages[kind], spoken)
  return findLayer(kind)?.title[spoken] ?? kind
}

export function KindChoice({ flow, onChange }: { readonly flow: ImportFlow; readonly onChange: () => void }) {
  const spoken = language.value
  return (
    <Choice
      label={say(messages.kind, spoken)}
      value={flow.choices.value.as}
      options={ownImportKinds.value.map((kind) => [kind, kindTitle(kind, spoken)])}
      onChange={(as) => {
        flow.choices.value = { ...flow.choices.value, as, fills: {}, replace: false }
        onChange()
      }}
    />
  )
}

export function Confirm({ flow }: { readonly flow: ImportFlow }) {
  const spoken = language.value
  const preview = flow.preview.value
  const choices = flow.choices.value
  const set = (change: Partial<typeof choices>) => {
    flow.choices.value = { ...flow.choices.value, replace: false, ...change }
    void flow.read()
  }
  const ready =
    preview !== null &&
    preview.columns.missing.length === 0 &&
    (choices.coverage !== 'file' || choices.surveyFile !== null) &&
    (preview.replaces === null || choices.replace)
  return (
    <form
      class="form import-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) void flow.start()
      }}
    >
      <p class="import-file">
        <strong>{flow.file.value?.name}</strong>
        {preview && <Drawn preview={preview} />}
      </p>
      <KindChoice flow={flow} onChange={() => void flow.read()} />
      <SystemChoice preview={preview} choices={choices} onChange={set} />
      <Choice
        label={`${say(messages.encoding, spoken)}${preview?.encoding ? ` · ${preview.encoding}` : ''}`}
        value={choices.encoding}
        options={[['', say(messages.judged, spoken)], ...ENCODINGS.map((name) => [name, name] as const)]}
        onChange={(encoding) => set({ encoding })}
      />
      {preview && (
        <MissingColumns preview={preview} fills={choices.fills} onChange={(fills) => set({ fills })} />
      )}
      {preview && <Sample preview={preview} />}
      <LineField
        label={say(messages.source, spoken)}
        hint={say(messages.sourceHint, spoken)}
        value={choices.source || (preview?.source ?? '')}
        onChange={(source) => set({ source })}
      />
      <LineField
        label={say(messages.licence, spoken)}
        value={choices.licence}
        onChange={(licence) => {
          flow.choices.value = { ...flow.choices.value, licence }
        }}
      />
      <SurveyFields flow={flow} />
      <LineField
        label={say(messages.layer, spoken)}
        hint={say(messages.layerHint, spoken)}
        value={choices.layer}
        onChange={(layer) => set({ layer })}
      />
      {preview?.replaces && (
        <Replaced
          preview={preview}
          agreed={choices.replace}
          onChange={(replace) => {
            flow.choices.value = { ...flow.choices.value, replace }
          }}
        />
      )}
      <div class="form-actions">
        {preview === null ? (
          <button type="button" class="button primary" onClick={() => void flow.read()}>
            {say(messages.again, spoken)}
          </button>
        ) : (
          <button type="submit" class="button primary" disabled={!ready}>
            {say(messages.start, spoken)}
          </button>
        )}
        {preview?.crs && (
          <button type="button" class="button" onClick={() => void flow.check()}>
            {say(messages.check, spoken)}
          </button>
        )}
        <button type="button" class="button" onClick={() => flow.restart()}>
          {say(messages.other, spoken)}
        </button>
      </div>
    </form>
  )
}

function Drawn({ preview: { crs, shown, total } }: { readonly preview: ImportPreviewAnswer }) {
  const spoken = language.value
  if (crs === null) return <span class="muted"> · {say(messages.notDrawn, spoken)}</span>
  const number = (value: number) => formatNumber(value, spoken, 0)
  return (
    <span class="muted">
      {total >= 0 && ` · ${number(total)} ${say(messages.features, spoken)}`}
      {shown !== total && ` · ${say(messages.drawn, spoken)} ${number(shown)}`}
    </span>
  )
}

function Sample({ preview: { sample, notes } }: { readonly preview: ImportPreviewAnswer }) {
  const spoken = language.value
  const [first] = sample
  const title = say(messages.rows, spoken)
  return (
    <>
      {first && (
        <details class="unfold" open>
          <summary>{title}</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard */}
          <section class="import-rows" tabIndex={0} aria-label={title}>
            <table>
              <thead>
                <tr>
                  {Object.keys(first).map((field) => (
                    <th key={field} scope="col">
                      {field}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {sample.map((row) => (
                  <tr key={JSON.stringify(row)}>
                    {Object.entries(row).map(([field, value]) => (
                      <td key={field}>{value}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        </details>
      )}
      {notes.length > 0 && (
        <details class="unfold" open>
          <summary>{say(messages.notes, spoken)}</summary>
          <ul class="import-notes">
            {notes.map((note) => (
              <li key={note.en}>{note[spoken]}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

interface ReplacedProps {
  readonly preview: ImportPreviewAnswer
  readonly agreed: boolean
  readonly onChange: (agreed: boolean) => void
}

/** Shows which rows the import would replace. */
function Replaced({ preview: { source, replaces }, agreed, onChange }: ReplacedProps) {
  const spoken = language.value
  const last = replaces?.last_import
  return (
    <div class="message warning" data-replaces={source}>
      <div>
        <p>
          {say(messages.replaces, spoken)} <strong>{source}</strong>: {say(messages.rowsThere, spoken)}{' '}
          {formatNumber(replaces?.rows ?? 0, spoken, 0)}
          {last &&
            ` · ${say(messages.lastImport, spoken)} ${last.file}, ${formatDate(last.finished_at, 'datetime', spoken)}`}
        </p>
        <CheckBox label={say(messages.agree, spoken)} checked={agreed} onChange={onChange} />
      </div>
    </div>
  )
}
