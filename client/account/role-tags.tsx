/** Titles of the roles of an account. */
import type { Role } from '../../geodata/model/roles.ts'
import { roleTitles, say } from '../messages.ts'
import { language } from '../store.ts'

export function RoleTags({ roles }: { readonly roles: readonly Role[] }) {
  const held: readonly Role[] = roles.length > 0 ? roles : ['public']
  return (
    <ul class="plain tags">
      {held.map((role) => (
        <li key={role} class={`role-tag ${role}`}>
          {say(roleTitles[role], language.value)}
        </li>
      ))}
    </ul>
  )
}
