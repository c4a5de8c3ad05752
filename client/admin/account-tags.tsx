/** What an account is, at a glance: its roles, and what is unusual about it. */
import { language } from '../store.ts'
import { RoleTags } from '../ui/role-tags.tsx'
import { say } from '../words.ts'
import type { Account } from './admin-data.ts'
import { words } from './words.ts'

export function AccountTags({ account }: { readonly account: Account }) {
  const spoken = language.value
  const marks = [
    account.disabled_at !== null && words.disabled,
    !account.has_password && !account.by_oidc && words.noPassword,
    account.by_oidc && words.byProvider,
    account.synthetic && words.sample,
  ].filter((mark) => mark !== false)
  return (
    <div class="account-tags">
      <RoleTags roles={account.roles} />
      {marks.length > 0 && <p class="muted small">{marks.map((mark) => say(mark, spoken)).join(' · ')}</p>}
    </div>
  )
}
