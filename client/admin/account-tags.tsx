/** Tags of an account: its roles and anything unusual. */

import type { Account } from '../../geodata/model/answers/accounts.ts'
import { RoleTags } from '../account/role-tags.tsx'
import { say } from '../messages.ts'
import { language } from '../store.ts'
import { messages } from './messages.ts'

export function AccountTags({ account }: { readonly account: Account }) {
  const spoken = language.value
  const marks = [
    account.disabled_at !== null && messages.disabled,
    !account.has_password && !account.by_oidc && messages.noPassword,
    account.by_oidc && messages.byProvider,
    account.synthetic && messages.sample,
  ].filter((mark) => mark !== false)
  return (
    <div class="account-tags">
      <RoleTags roles={account.roles} />
      {marks.length > 0 && <p class="muted small">{marks.map((mark) => say(mark, spoken)).join(' · ')}</p>}
    </div>
  )
}
