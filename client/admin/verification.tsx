/** Verifies the audit log on request. */
import { useSignal } from '@preact/signals'
import type { AuditVerification as Result } from '../../geodata/model/answers/audit.ts'
import { formatNumber } from '../format.ts'
import { say } from '../messages.ts'
import { Failure, useAction } from '../parts/form.tsx'
import { Icon } from '../parts/icons.tsx'
import { fetchJson } from '../source/fetch-json.ts'
import { language } from '../store.ts'
import { readVerification } from './audit-data.ts'
import { messages } from './messages.ts'

function Verdict({ result: { sound, head, fault } }: { readonly result: Result }) {
  const spoken = language.value
  if (!sound || !head) {
    return (
      <p class="message error" role="alert">
        <Icon name="warning" size={18} />
        {say(messages.broken, spoken)} {fault?.id} · {fault?.detail[spoken]}
      </p>
    )
  }
  return (
    <div class="message good" role="status">
      <Icon name="lock" size={18} />
      <div>
        <p>
          {say(messages.whole, spoken)} {formatNumber(head.id, spoken)}
        </p>
        <p class="small">{say(messages.keepHead, spoken)}</p>
        <p class="small hash">
          {head.id}:{head.hash}
        </p>
      </div>
    </div>
  )
}

export function Verification() {
  const spoken = language.value
  const result = useSignal<Result | null>(null)
  const action = useAction()
  const verify = () =>
    action.run(async () => {
      result.value = await fetchJson('/admin/audit/verification', readVerification)
    })
  return (
    <>
      <div class="form-actions">
        <button type="button" class="button" disabled={action.busy} onClick={() => void verify()}>
          <Icon name="lock" size={18} />
          {say(action.busy ? messages.verifying : messages.verify, spoken)}
        </button>
      </div>
      {result.value && <Verdict result={result.value} />}
      <Failure reason={action.failure} />
    </>
  )
}
