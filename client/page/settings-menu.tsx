/** The reader's settings in one menu: theme, language and motion. */
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { Text } from '../../geodata/model/text.ts'
import { messages, say } from '../messages.ts'
import { Icon } from '../parts/icons.tsx'
import { Switch } from '../parts/switch.tsx'
import { appearanceInLinks, language, motionChoice, themeChoice } from '../store.ts'
import { shareLink } from './share-link.ts'

interface Choice<Value extends string> {
  readonly name: string
  readonly title: Text
  readonly value: Value
  readonly options: readonly { readonly value: Value; readonly title: string; readonly lang?: string }[]
  readonly onChange: (value: Value) => void
}

/** A native group of radio buttons, drawn as one bar. */
function Segments<Value extends string>({ name, title, value, options, onChange }: Choice<Value>) {
  return (
    <fieldset class="segments" data-control={name}>
      <legend>{say(title, language.value)}</legend>
      <div class="segments-bar">
        {options.map((option) => (
          <label key={option.value} class="segment" lang={option.lang}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={value === option.value}
              onChange={() => onChange(option.value)}
            />
            <span>{option.title}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function Settings({ onClose }: { readonly onClose: () => void }) {
  const box = useRef<HTMLElement>(null)
  const spoken = language.value
  useEffect(() => {
    box.current?.querySelector<HTMLInputElement>('input:checked')?.focus()
    const onPointerDown = ({ target }: PointerEvent) => {
      if (!box.current?.parentElement?.contains(target as Node)) onClose()
    }
    document.addEventListener('pointerdown', onPointerDown)
    return () => document.removeEventListener('pointerdown', onPointerDown)
  }, [])
  return (
    <section
      ref={box}
      class="settings floating"
      id="settings"
      aria-label={say(messages.settings, spoken)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <Segments
        name="theme"
        title={messages.theme}
        value={themeChoice.value}
        options={[
          { value: 'system', title: say(messages.themeSystem, spoken) },
          { value: 'day', title: say(messages.themeDay, spoken) },
          { value: 'night', title: say(messages.themeNight, spoken) },
        ]}
        onChange={(value) => {
          themeChoice.value = value
        }}
      />
      <Segments
        name="language"
        title={messages.languageTitle}
        value={spoken}
        options={[
          { value: 'zh', title: '中文', lang: 'zh-CN' },
          { value: 'en', title: 'English', lang: 'en' },
        ]}
        onChange={(value) => {
          language.value = value
        }}
      />
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
      <button type="button" class="button" onClick={() => void shareLink()}>
        <Icon name="share" size={18} />
        {say(messages.shareView, spoken)}
      </button>
    </section>
  )
}

/** The button of the menu, and the menu under it. */
export function SettingsMenu() {
  const open = useSignal(false)
  const button = useRef<HTMLButtonElement>(null)
  const label = say(messages.settings, language.value)
  const close = () => {
    const hadFocus = document.getElementById('settings')?.contains(document.activeElement)
    open.value = false
    if (hadFocus) button.current?.focus()
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        class="control"
        data-control="settings"
        aria-label={label}
        title={label}
        aria-expanded={open.value}
        aria-controls="settings"
        onClick={() => {
          open.value = !open.value
        }}
      >
        <Icon name="settings" />
      </button>
      {open.value && <Settings onClose={close} />}
    </>
  )
}
