/** Form for name, roles and limits of a new or an existing account. */
import { type Signal, useSignal } from '@preact/signals'
import type { Account } from '../../geodata/model/answers/accounts.ts'
import { linanTowns } from '../../geodata/model/linan-towns.ts'
import { type Role, roles } from '../../geodata/model/roles.ts'
import { roleTitles, say } from '../messages.ts'
import { type Action, Failure, TextField } from '../parts/form.tsx'
import { useResource } from '../parts/resource.tsx'
import { language } from '../store.ts'
import { readZones } from './admin-data.ts'
import { LimitField } from './limit-field.tsx'
import { messages } from './messages.ts'

export type AccountInput = Pick<Account, 'title' | 'roles' | 'zones' | 'towns'> & { readonly name?: string }

interface Props {
  /** Missing for a new account, which also needs a name. */
  readonly account?: Account
  readonly action: Action
  readonly onSubmit: (input: AccountInput) => void
}

const given = roles.filter((role) => role !== 'public')

function RoleChoice({
  value,
  onChange,
}: {
  value: Account['roles']
  onChange: (value: Account['roles']) => void
}) {
  const spoken = language.value
  return (
    <fieldset class="choices">
      <legend>{say(messages.roles, spoken)}</legend>
      {given.map((role) => (
        <label key={role} class="choice">
          <input
            type="checkbox"
            checked={value.includes(role)}
            onChange={() =>
              onChange(value.includes(role) ? value.filter((one) => one !== role) : [...value, role])
            }
          />
          {say(roleTitles[role], spoken)}
        </label>
      ))}
      <p class="field-hint">{say(messages.rolesHint, spoken)}</p>
    </fieldset>
  )
}

interface LimitsProps {
  readonly roles: readonly Role[]
  readonly zones: Signal<readonly string[] | null>
  readonly towns: Signal<readonly string[] | null>
}

/** Which limits apply to roles: zones to patrol roles, towns to planners. */
function Limits({ roles: held, zones, towns }: LimitsProps) {
  const spoken = language.value
  const known = useResource('/patrol/zones', readZones)
  const places = (known.value ?? []).map((zone) => ({
    code: zone.code,
    title: { zh: zone.name, en: zone.name_en ?? zone.name },
  }))
  return (
    <>
      {(held.includes('officer') || held.includes('lead')) && (
        <LimitField
          label={say(messages.zones, spoken)}
          places={places}
          value={zones.value}
          onChange={(value) => {
            zones.value = value
          }}
        />
      )}
      {held.includes('planner') && (
        <LimitField
          label={say(messages.towns, spoken)}
          places={linanTowns}
          value={towns.value}
          onChange={(value) => {
            towns.value = value
          }}
        />
      )}
    </>
  )
}

const plain = { maxLength: 100, autocomplete: 'off', spellcheck: false } as const

export function AccountForm({ account, action, onSubmit }: Props) {
  const spoken = language.value
  const name = useSignal('')
  const title = useSignal(account?.title ?? '')
  const held = useSignal<Account['roles']>(account?.roles ?? [])
  const zones = useSignal<readonly string[] | null>(account?.zones ?? null)
  const towns = useSignal<readonly string[] | null>(account?.towns ?? null)
  return (
    <form
      class="form sunken"
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit({
          ...(account ? {} : { name: name.value.trim() }),
          title: title.value.trim() || null,
          roles: [...held.value],
          zones: zones.value && [...zones.value],
          towns: towns.value && [...towns.value],
        })
      }}
    >
      {!account && (
        <TextField
          {...plain}
          label={say(messages.name, spoken)}
          hint={say(messages.nameHint, spoken)}
          text={name}
          required
        />
      )}
      <TextField {...plain} label={say(messages.title, spoken)} text={title} />
      <RoleChoice
        value={held.value}
        onChange={(value) => {
          held.value = value
        }}
      />
      <Limits roles={held.value} zones={zones} towns={towns} />
      <Failure reason={action.failure} />
      <button type="submit" class="button primary" disabled={action.busy}>
        {say(account ? messages.save : messages.create, spoken)}
      </button>
    </form>
  )
}
