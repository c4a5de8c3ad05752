/** The tools of analysis in the 3D desk, in the order of the panel. Each is loaded when it is chosen. */
import type { Tool } from './tool.ts'

export const tools: readonly Tool[] = []
