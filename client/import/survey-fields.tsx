/** Where the data of a file are complete: unknown, in its extent, or in the areas of another file; when and by whom surveyed. */
import { useRef } from 'preact/hooks'
import { coveredLayers } from '../../geodata/model/planning/coverage.ts'
import { say } from '../messages.ts'
import { Choice } from '../parts/form.tsx'
import { language } from '../store.ts'
import type { Choices } from './choices.ts'
import { LineField } from './fields.tsx'
import type { ImportFlow } from './import-flow.ts'
import { messages } from './messages.ts'

export function SurveyFields({ flow }: { readonly flow: ImportFlow }) {
  const spoken = language.value
  const input = useRef<HTMLInputElement>(null)
  const choices = flow.choices.value
  const { coverage, surveyFile } = choices
  if (!coveredLayers.has(choices.as)) return null
  const set = (change: Partial<Choices>) => {
    flow.choices.value = { ...flow.choices.value, ...change }
  }
  const survey = flow.preview.value?.survey
  return (
    <fieldset class="import-columns" data-coverage={coverage || 'unstated'}>
      <legend>{say(messages.coverage, spoken)}</legend>
      <p class="field-hint">{say(messages.coverageHint, spoken)}</p>
      <Choice
        label={say(messages.coverageWhere, spoken)}
        value={coverage}
        options={[
          ['', say(messages.coverageUnstated, spoken)],
          ['none', say(messages.coverageNone, spoken)],
          ['extent', say(messages.coverageExtent, spoken)],
          ['file', say(messages.coverageFile, spoken)],
        ]}
        onChange={(value) => {
          set({ coverage: value as Choices['coverage'] })
          if (value !== 'file') void flow.takeSurvey(null)
        }}
      />
      {coverage === 'file' && (
        <div class="import-survey">
          <button type="button" class="button" onClick={() => input.current?.click()}>
            {say(surveyFile ? messages.other : messages.choose, spoken)}
          </button>
          <input
            ref={input}
            type="file"
            hidden
            aria-label={say(messages.coverageFile, spoken)}
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? []
              if (file) void flow.takeSurvey(file)
              event.currentTarget.value = ''
            }}
          />
          {surveyFile && (
            <span class="muted">
              {surveyFile.name}
              {survey && ` · ${survey.total} ${say(messages.areas, spoken)}`}
            </span>
          )}
        </div>
      )}
      {(coverage === 'file' || coverage === 'extent') && (
        <>
          <p class="field-hint">{say(messages.coverageDrawn, spoken)}</p>
          <LineField
            label={say(messages.surveyedOn, spoken)}
            type="date"
            value={choices.surveyedOn}
            onChange={(surveyedOn) => set({ surveyedOn })}
          />
          <LineField
            label={say(messages.surveyedBy, spoken)}
            value={choices.surveyedBy}
            onChange={(surveyedBy) => set({ surveyedBy })}
          />
        </>
      )}
    </fieldset>
  )
}
