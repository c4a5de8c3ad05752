/** Toolbar with desks, settings and account: vertical on a desktop, a tab bar on a phone. */
import { AccountButton } from '../account/account-button.tsx'
import { layout } from '../layout.ts'
import { deskTitles, messages, say } from '../messages.ts'
import { Brand, Icon } from '../parts/icons.tsx'
import { useRovingFocus } from '../parts/roving-focus.ts'
import { source } from '../source/chosen.ts'
import { desk, language, selected } from '../store.ts'
import { deskIds } from '../url-state.ts'
import { SettingsMenu } from './settings-menu.tsx'

/** Desks need a server: a published copy has none. */
const offeredDesks = source.offers.desks ? deskIds : []

function Tools() {
  return (
    <div class="toolbar-tools">
      <SettingsMenu />
      {source.offers.accounts && <AccountButton />}
    </div>
  )
}

export function Toolbar() {
  const spoken = language.value
  const desks = useRovingFocus()
  return (
    <>
      <nav class="toolbar floating" aria-label={say(messages.desks, spoken)}>
        <h1 class="toolbar-brand">
          <Brand />
          <span>{say(messages.product, spoken)}</span>
        </h1>
        <ul class="plain toolbar-desks" ref={desks}>
          {offeredDesks.map((id) => (
            <li key={id}>
              <button
                type="button"
                class="toolbar-desk"
                aria-current={desk.value === id ? 'true' : undefined}
                data-desk-button={id}
                onClick={() => {
                  desk.value = id
                  if (layout.value === 'phone') selected.value = null
                }}
              >
                <Icon name={id} size={22} />
                <span>{say(deskTitles[id], spoken)}</span>
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <Tools />
    </>
  )
}
