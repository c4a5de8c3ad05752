/** The tools of analysis in the 3D desk, in the order of the panel. Each is loaded when it is chosen. */
import { messages } from './massing/messages.ts'
import type { Tool } from './tool.ts'

export const tools: readonly Tool[] = [
  {
    id: 'massing',
    name: messages.tool,
    load: () => import('./massing/panel.tsx'),
  },
]
