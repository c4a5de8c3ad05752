/** Button of the planning desk that opens imports, for accounts that may import. */
import { messages as pageMessages, say } from '../messages.ts'
import { Icon } from '../parts/icons.tsx'
import { language } from '../store.ts'
import { importOpen, ownImportKinds } from './open-import.ts'

export function ImportOffer() {
  if (ownImportKinds.value.length === 0) return null
  return (
    <button
      type="button"
      class="button import-offer"
      data-action="import"
      onClick={() => {
        importOpen.value = true
      }}
    >
      <Icon name="upload" size={18} />
      {say(pageMessages.importData, language.value)}
    </button>
  )
}
