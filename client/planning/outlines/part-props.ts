/** What each part of the outline panel gets. */
import type { DeskContext } from '../../desk.ts'
import type { OutlineFlow } from './outline-flow.ts'

export interface PartProps {
  readonly context: DeskContext
  readonly flow: OutlineFlow
}
