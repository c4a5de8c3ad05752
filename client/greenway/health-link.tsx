/** Opens the report on the state of all greenways, for their keepers. */
import type { DeskContext } from '../desk.ts'
import { source } from '../source/chosen.ts'
import { messages } from './messages.ts'

const keepers = ['planner', 'lead', 'admin'] as const

export function HealthLink({ context }: { readonly context: Pick<DeskContext, 'language' | 'roles'> }) {
  const spoken = context.language.value
  const address = source.addressOf(`/greenway/health/report?lang=${spoken}`)
  if (address === null || !keepers.some((role) => context.roles.value.includes(role))) return null
  return (
    <p class="desk-section">
      <a class="button wide" href={address} target="_blank" rel="noreferrer">
        {messages.health[spoken]}
      </a>
    </p>
  )
}
