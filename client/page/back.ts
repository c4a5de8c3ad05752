/** The browser's Back and Forward, and Android's back gesture: they close and reopen parts of the page. */
import { batch, effect } from '@preact/signals'
import { addressNow, writeAddress } from '../address.ts'
import type { DeskId } from '../desk.ts'
import { openPlan, plan } from '../greenway/plan/plan-state.ts'
import { importOpen, ownImportKinds } from '../import/open-import.ts'
import { resultsOpen, resultsWanted } from '../search/search-state.ts'
import { desk, layersOpen, selected, sheetRaised } from '../store.ts'
import { readSelected, writeSelected } from '../url-state.ts'
import { viewer } from '../viewer.ts'
import { BackTrail, readSteps, type View } from './back-trail.ts'
import { type DialogId, openDialog } from './open-dialog.ts'

const viewNow = (): View => ({
  desk: desk.value,
  card: selected.value && writeSelected(selected.value),
  dialog: openDialog.value,
  import: importOpen.value,
  layers: layersOpen.value,
  sheet: sheetRaised.value,
  search: resultsOpen.value,
  plan: plan.value !== null,
})

/** Dialogs that Forward reopens; sign-in dialogs stay closed. */
function mayReopen(dialog: DialogId | null): boolean {
  if (dialog === 'report') return true
  return dialog !== 'sign-in' && dialog !== 'link' && viewer.peek()?.account != null
}

function show(view: View): void {
  const dialog = view.dialog as DialogId | null
  batch(() => {
    desk.value = view.desk as DeskId
    selected.value = typeof view.card === 'string' ? readSelected(view.card) : null
    if (dialog === null || dialog === openDialog.peek() || mayReopen(dialog)) openDialog.value = dialog
    layersOpen.value = view.layers === true
    importOpen.value = view.import === true && ownImportKinds.peek().length > 0
    sheetRaised.value = view.sheet === true
    if ((plan.peek() !== null) !== (view.plan === true)) openPlan(view.plan === true)
    // Search results open by typing, not by Forward.
    if (view.search !== true) resultsWanted.value = false
  })
}

/** Keeps the browser's history up to date with what is open, while the page exists. */
export function followBack(): void {
  const { history } = window
  const trail = new BackTrail(viewNow(), readSteps(history.state) ?? [])
  const entry = () => ({ steps: trail.steps })
  history.replaceState(entry(), '')
  const record = () => {
    const needed = trail.record(viewNow())
    if (needed === 'push') history.pushState(entry(), '', addressNow())
    else if (needed === 'replace') history.replaceState(entry(), '')
  }
  let isPending = false
  effect(() => {
    viewNow()
    if (isPending) return
    isPending = true
    // One Back undoes all changes of one click.
    queueMicrotask(() => {
      isPending = false
      record()
    })
  })
  window.addEventListener('popstate', ({ state }) => {
    // A foreign entry, such as a link to an anchor, changes nothing.
    const { view, skipsOn } = trail.travel(readSteps(state) ?? trail.steps)
    show(view)
    history.replaceState(entry(), '')
    if (skipsOn) history.back()
    else writeAddress()
  })
}
