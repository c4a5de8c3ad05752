/** Incoming and outgoing webhooks, and failed messages, for administrators. */
import { useSignal } from '@preact/signals'
import {
  deliveriesSchema,
  type Webhook,
  webhooksSchema,
} from '../../../geodata/model/answers/patrol-webhook.ts'
import { incidentChannels } from '../../../geodata/model/codes.ts'
import { eventTitles } from '../../../geodata/model/patrol/step-words.ts'
import type { Language } from '../../../geodata/model/text.ts'
import { Failure, useAction } from '../../parts/form.tsx'
import { Loaded, useResource } from '../../parts/resource.tsx'
import { ShownOnce } from '../../parts/shown-once.tsx'
import { sendJson } from '../../source/send.ts'
import { language } from '../../store.ts'
import { formatDayTime } from '../china-time.ts'
import { EntryList } from './entry-list.tsx'
import { lineOf } from './lists.ts'
import { webhookMessages } from './messages.ts'
import { WebhookForm } from './webhook-form.tsx'

const PATH = '/admin/webhooks'
const readWebhooks = (body: unknown) => webhooksSchema.parse(body).webhooks
const readDeliveries = (body: unknown) => deliveriesSchema.parse(body).deliveries

/** Returns the events of an outgoing webhook, or the channel of an incoming one. */
function contentOf({ direction, events, channel }: Webhook, spoken: Language): string {
  if (direction === 'in')
    return channel !== null && channel in incidentChannels
      ? incidentChannels[channel as keyof typeof incidentChannels].title[spoken]
      : ''
  const titles = events.map((event) => eventTitles[event as keyof typeof eventTitles]?.[spoken] ?? event)
  return titles.length === 0 ? webhookMessages.noSteps[spoken] : lineOf(titles, spoken)
}

function Deliveries() {
  const spoken = language.value
  const deliveries = useResource('/admin/deliveries?state=dead', readDeliveries)
  const action = useAction()
  const resend = (id: number) =>
    action.run(async () => {
      await sendJson('POST', `/admin/deliveries/${id}/resend`)
      deliveries.reload()
    })
  return (
    <section aria-label={webhookMessages.deliveries[spoken]}>
      <h3>{webhookMessages.deliveries[spoken]}</h3>
      <Failure reason={action.failure} />
      <Loaded resource={deliveries}>
        {(list) =>
          list.length === 0 ? (
            <p class="muted">{webhookMessages.noDeliveries[spoken]}</p>
          ) : (
            <ul class="plain entries">
              {list.map(({ id, to, type, attempts, error, created_at }) => (
                <li key={id} class="entry">
                  <div>
                    <p class="entry-name">{to}</p>
                    <p class="small">
                      {type} · {formatDayTime(created_at, spoken)} · {attempts}{' '}
                      {webhookMessages.attempts[spoken]}
                    </p>
                    {error && <p class="muted small">{error}</p>}
                  </div>
                  <button
                    type="button"
                    class="text-button"
                    disabled={action.busy}
                    onClick={() => void resend(id)}
                  >
                    {webhookMessages.resend[spoken]}
                    <span class="visually-hidden"> {to}</span>
                  </button>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  )
}

export function WebhooksView() {
  const spoken = language.value
  const webhooks = useResource(PATH, readWebhooks)
  const secret = useSignal<string | null>(null)
  return (
    <>
      <p class="muted small">{webhookMessages.intro[spoken]}</p>
      {secret.value !== null && (
        <ShownOnce
          secret={secret.value}
          text={webhookMessages.secret[spoken]}
          onClose={() => {
            secret.value = null
          }}
        />
      )}
      <EntryList resource={webhooks} path={PATH}>
        {(webhook) => (
          <>
            <p class="entry-name">
              {webhook.name}
              <span class="role-tag">{webhookMessages[webhook.direction][spoken]}</span>
            </p>
            <p class="small">
              {webhook.url ?? `/webhooks/${webhook.name}`} · {contentOf(webhook, spoken)}
            </p>
          </>
        )}
      </EntryList>
      <WebhookForm
        onMade={(made) => {
          secret.value = made
          webhooks.reload()
        }}
      />
      <Deliveries />
    </>
  )
}
