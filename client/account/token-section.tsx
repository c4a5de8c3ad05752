/** The reader's own tokens: create (shown once), list, revoke. */
import { type Signal, useSignal } from '@preact/signals'
import { say } from '../messages.ts'
import { Choice, Failure, TextField, useAction } from '../parts/form.tsx'
import { Loaded, useResource } from '../parts/resource.tsx'
import { ShownOnce } from '../parts/shown-once.tsx'
import { RequestError } from '../source/request.ts'
import { sendJson } from '../source/send.ts'
import { language } from '../store.ts'
import { viewer } from '../viewer.ts'
import { readNewToken, readTokens } from './account-data.ts'
import { messages } from './messages.ts'
import { scopes } from './scopes.ts'
import { TokenList } from './token-list.tsx'

/** Lifetimes to choose from, in days. */
const terms = [30, 90, 365] as const

function ScopeChoice({ chosen }: { readonly chosen: Signal<ReadonlySet<string>> }) {
  const spoken = language.value
  const held = viewer.value?.roles ?? []
  const offered = Object.entries(scopes).filter(
    ([, { roles }]) => !roles || roles.some((role) => held.includes(role)),
  )
  const toggle = (scope: string) => {
    const next = new Set(chosen.value)
    if (!next.delete(scope)) next.add(scope)
    chosen.value = next
  }
  return (
    <fieldset class="choices">
      <legend>{say(messages.scopes, spoken)}</legend>
      {offered.map(([scope, { title }]) => (
        <label key={scope} class="choice">
          <input type="checkbox" checked={chosen.value.has(scope)} onChange={() => toggle(scope)} />
          {title[spoken]}
        </label>
      ))}
    </fieldset>
  )
}

function NewToken({ onMade }: { readonly onMade: (token: string) => void }) {
  const spoken = language.value
  const name = useSignal('')
  const days = useSignal('90')
  const chosen = useSignal<ReadonlySet<string>>(new Set(['read']))
  const action = useAction()
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    void action.run(async () => {
      if (chosen.value.size === 0) throw new RequestError(messages.scopeMissing, null)
      const term = Number(days.value)
      const body = { name: name.value.trim(), scopes: [...chosen.value], days: term }
      onMade(readNewToken(await sendJson('POST', '/me/tokens', body)))
      name.value = ''
    })
  }
  return (
    <form class="form sunken" onSubmit={submit}>
      <TextField
        label={say(messages.tokenName, spoken)}
        hint={say(messages.tokenNameHint, spoken)}
        text={name}
        required
        maxLength={100}
        autocomplete="off"
      />
      <ScopeChoice chosen={chosen} />
      <Choice
        label={say(messages.expires, spoken)}
        value={days.value}
        options={terms.map((term) => [String(term), `${term} ${say(messages.days, spoken)}`] as const)}
        onChange={(term) => {
          days.value = term
        }}
      />
      <Failure reason={action.failure} />
      <button type="submit" class="button primary" disabled={action.busy}>
        {say(messages.createToken, spoken)}
      </button>
    </form>
  )
}

export function TokenSection() {
  const spoken = language.value
  const tokens = useResource('/me/tokens', readTokens)
  const made = useSignal<string | null>(null)
  const action = useAction()
  const revoke = (id: number) =>
    action.run(async () => {
      await sendJson('DELETE', `/me/tokens/${id}`)
      tokens.reload()
    })
  return (
    <section class="account-section">
      <h3>{say(messages.tokens, spoken)}</h3>
      <p class="muted small">{say(messages.tokensText, spoken)}</p>
      <Loaded resource={tokens}>
        {(list) => <TokenList tokens={list} busy={action.busy} onRevoke={({ id }) => void revoke(id)} />}
      </Loaded>
      <Failure reason={action.failure} />
      {made.value !== null && (
        <ShownOnce
          secret={made.value}
          text={say(messages.tokenOnce, spoken)}
          onClose={() => {
            made.value = null
          }}
        />
      )}
      <details class="unfold">
        <summary>{say(messages.createToken, spoken)}</summary>
        <NewToken
          onMade={(token) => {
            made.value = token
            tokens.reload()
          }}
        />
      </details>
    </section>
  )
}
