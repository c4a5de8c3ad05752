/** What is wrong: the usual kinds first. */
import { useSignal } from '@preact/signals'
import { codeLists } from '../../geodata/model/codes.ts'
import { placeKinds, publicKinds, urgentKinds } from '../../geodata/model/patrol/public-kinds.ts'
import { imageAddress } from '../source/chosen.ts'
import { language, theme } from '../store.ts'
import { messages } from './messages.ts'
import { kind } from './report-state.ts'

export function KindField() {
  const isMore = useSignal(false)
  const spoken = language.value
  const chosen = kind.value
  const offered = isMore.value || !isUsual(chosen) ? publicKinds : placeKinds
  const number = urgentKinds[chosen as keyof typeof urgentKinds]
  return (
    <fieldset class="report-part">
      <legend>{messages.kind[spoken]}</legend>
      <div class="chips">
        {offered.map((code) => (
          <button
            key={code}
            type="button"
            class="chip"
            aria-pressed={chosen === code}
            onClick={() => {
              kind.value = code
            }}
          >
            <img src={imageAddress(theme.value, `incident-${code}`)} alt="" width={20} height={20} />
            {codeLists.incidentKinds[code].title[spoken]}
          </button>
        ))}
        {offered === placeKinds && (
          <button
            type="button"
            class="chip"
            onClick={() => {
              isMore.value = true
            }}
          >
            {messages.more[spoken]}
          </button>
        )}
      </div>
      {number && (
        <p class="message warning small" role="status">
          <span>
            {messages.urgent[spoken]} <a href={`tel:${number}`}>{number}</a>
          </span>
        </p>
      )}
    </fieldset>
  )
}

const isUsual = (code: string) => code === '' || (placeKinds as readonly string[]).includes(code)
