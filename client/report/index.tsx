/** Reporting a problem without an account: photo, place, kind, send. */
import './report.css'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { DialogProps } from '../page/open-dialog.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Failure, Field, TextField, useAction } from '../parts/form.tsx'
import { language } from '../store.ts'
import { KindField } from './kind-field.tsx'
import { messages } from './messages.ts'
import { NearList } from './near-list.tsx'
import { OwnList, Sent } from './own-list.tsx'
import { forgetReport } from './own-reports.ts'
import { PhotoField } from './photo-field.tsx'
import { PlaceField } from './place-field.tsx'
import { followReports, sendReport } from './report-outbox.ts'
import { kind, outcome, phone, photos, place, sameAs, words, writtenReport } from './report-state.ts'

function Words() {
  const spoken = language.value
  return (
    <>
      <Field label={messages.words[spoken]} hint={messages.wordsHint[spoken]}>
        {(tied) => (
          <textarea
            {...tied}
            rows={2}
            maxLength={1000}
            value={words.value}
            onInput={({ currentTarget }) => {
              words.value = currentTarget.value
            }}
          />
        )}
      </Field>
      {sameAs.value === null && (
        <TextField
          label={messages.phone[spoken]}
          hint={messages.phoneHint[spoken]}
          text={phone}
          maxLength={24}
          autocomplete="off"
        />
      )}
    </>
  )
}

/** Shows what is missing, after the reader tried to send. */
function Missing() {
  const missing = !place.value ? messages.missingPlace : kind.value === '' ? messages.missingKind : null
  if (!missing) return null
  return (
    <p class="message warning small" role="alert">
      {missing[language.value]}
    </p>
  )
}

function ReportForm({ map }: Pick<DialogProps, 'map'>) {
  const spoken = language.value
  const action = useAction()
  const tried = useSignal(false)
  const submit = async () => {
    tried.value = true
    const report = writtenReport()
    if (report === null) return
    try {
      const how = await sendReport(
        report,
        photos.peek().map(({ blob }) => blob),
      )
      outcome.value = { key: report.key, how }
    } catch (error) {
      forgetReport(report.key)
      throw error
    }
  }
  return (
    <form
      class="form report-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void action.run(submit)
      }}
    >
      <PhotoField />
      <PlaceField map={map} />
      <KindField />
      <NearList />
      <Words />
      {tried.value && <Missing />}
      <Failure reason={action.failure} />
      <div class="report-send">
        <button type="submit" class="button primary wide" disabled={action.busy}>
          {(action.busy ? messages.sending : messages.send)[spoken]}
        </button>
      </div>
    </form>
  )
}

export default function ReportDialog({ map, onClose }: DialogProps) {
  useEffect(followReports, [])
  return (
    <Dialog title={messages.title[language.value]} kind="report" onClose={onClose}>
      <div class="panel-body">
        {outcome.value ? <Sent /> : <ReportForm map={map} />}
        <OwnList />
      </div>
    </Dialog>
  )
}
