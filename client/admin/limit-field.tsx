/** Field that limits an account to chosen zones or towns. */
import type { Language, Text } from '../../geodata/model/text.ts'
import { say } from '../messages.ts'
import { Switch } from '../parts/switch.tsx'
import { language } from '../store.ts'
import { messages } from './messages.ts'

export interface Place {
  readonly code: string
  readonly title: Text
}

interface Props {
  readonly label: string
  readonly places: readonly Place[]
  /** Codes; null means no limit. */
  readonly value: readonly string[] | null
  readonly onChange: (value: readonly string[] | null) => void
}

/** A code that no longer exists is still listed, so that it can be removed. */
function withUnknown(places: readonly Place[], chosen: readonly string[]): readonly Place[] {
  const unknown = chosen.filter((code) => !places.some((place) => place.code === code))
  return [...places, ...unknown.map((code) => ({ code, title: { zh: code, en: code } }))]
}

const named = ({ title }: Place, spoken: Language) => title[spoken].replace(/（示例）| \(sample\)/, '')

export function LimitField({ label, places, value, onChange }: Props) {
  const spoken = language.value
  const toggle = (code: string) => {
    const chosen = value ?? []
    onChange(chosen.includes(code) ? chosen.filter((one) => one !== code) : [...chosen, code])
  }
  return (
    <fieldset class="limit">
      <legend>{label}</legend>
      <Switch
        label={say(messages.limited, spoken)}
        checked={value !== null}
        onChange={(on) => onChange(on ? [] : null)}
      />
      {value !== null && (
        <div class="choices">
          {withUnknown(places, value).map((place) => (
            <label key={place.code} class="choice">
              <input
                type="checkbox"
                checked={value.includes(place.code)}
                onChange={() => toggle(place.code)}
              />
              {named(place, spoken)}
            </label>
          ))}
        </div>
      )}
    </fieldset>
  )
}
