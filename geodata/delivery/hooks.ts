import type { Text } from '../model/text.ts'

export interface CheckHooks {
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((step: Text, share?: number) => void) | undefined
}
