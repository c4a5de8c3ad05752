/** Opens the form for reporting a problem. */
import type { DeskContext } from '../desk.ts'
import { openDialog } from '../page/open-dialog.ts'
import { Icon } from '../parts/icons.tsx'
import { messages } from './messages.ts'

export function ReportOpen({ context }: { readonly context: Pick<DeskContext, 'language'> }) {
  return (
    <button
      type="button"
      class="button wide report-open"
      onClick={() => {
        openDialog.value = 'report'
      }}
    >
      <Icon name="camera" size={18} />
      {messages.report[context.language.value]}
    </button>
  )
}
