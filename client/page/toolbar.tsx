/** Toolbar with desks, theme and language: vertical on a desktop, a tab bar on a phone. */
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { tokens } from '../../geodata/model/tokens.ts'
import { AccountButton } from '../account/account-button.tsx'
import { deskTitles, messages, say } from '../messages.ts'
import { Brand, Icon } from '../parts/icons.tsx'
import { Switch } from '../parts/switch.tsx'
import { source } from '../source/chosen.ts'
import { appearanceInLinks, desk, language, motionChoice, selected, theme } from '../store.ts'
import { deskIds } from '../url-state.ts'

/** Desks need a server: a published copy has none. */
const offeredDesks = source.offers.desks ? deskIds : []

function Settings({ onClose }: { readonly onClose: () => void }) {
  const box = useRef<HTMLDivElement>(null)
  const spoken = language.value
  useEffect(() => {
    box.current?.querySelector('input')?.focus()
  }, [])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes from anywhere inside
    <div
      ref={box}
      class="settings floating"
      id="settings"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <Switch
        label={say(messages.lessMotion, spoken)}
        checked={motionChoice.value}
        onChange={(on) => {
          motionChoice.value = on
        }}
      />
      <Switch
        label={say(messages.appearanceInLinks, spoken)}
        checked={appearanceInLinks.value}
        onChange={(on) => {
          appearanceInLinks.value = on
        }}
      />
    </div>
  )
}

function Tools() {
  const open = useSignal(false)
  const button = useRef<HTMLButtonElement>(null)
  const spoken = language.value
  const night = theme.value === 'night'
  const close = () => {
    open.value = false
    button.current?.focus()
  }
  return (
    <div class="rail-tools">
      <button
        type="button"
        class="control"
        aria-label={say(night ? messages.toDay : messages.toNight, spoken)}
        title={say(night ? messages.toDay : messages.toNight, spoken)}
        data-control="theme"
        onClick={() => {
          theme.value = night ? 'day' : 'night'
        }}
      >
        <Icon name={night ? 'sun' : 'moon'} />
      </button>
      <button
        type="button"
        class="control language"
        aria-label={spoken === 'zh' ? 'EN English' : '中文'}
        lang={spoken === 'zh' ? 'en' : 'zh-CN'}
        data-control="language"
        onClick={() => {
          language.value = spoken === 'zh' ? 'en' : 'zh'
        }}
      >
        {spoken === 'zh' ? 'EN' : '中'}
      </button>
      <button
        ref={button}
        type="button"
        class="control"
        aria-label={say(messages.settings, spoken)}
        title={say(messages.settings, spoken)}
        aria-expanded={open.value}
        aria-controls="settings"
        onClick={() => {
          open.value = !open.value
        }}
      >
        <Icon name="settings" />
      </button>
      {source.offers.accounts && <AccountButton />}
      {open.value && <Settings onClose={close} />}
    </div>
  )
}

export function Rail() {
  const spoken = language.value
  return (
    <>
      <nav class="rail floating" aria-label={say(messages.desks, spoken)}>
        <h1 class="rail-brand">
          <Brand />
          <span>{say(messages.product, spoken)}</span>
        </h1>
        <ul class="plain rail-desks">
          {offeredDesks.map((id) => (
            <li key={id}>
              <button
                type="button"
                class="rail-desk"
                aria-current={desk.value === id ? 'true' : undefined}
                data-desk-button={id}
                onClick={() => {
                  desk.value = id
                  if (window.innerWidth < tokens.phoneWidth) selected.value = null
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
