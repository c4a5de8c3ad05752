/** Refuses options that a kind of import does not use, because the user expects an effect. */
import { ImportError } from './error.ts'
import type { ImportRequest } from './request.ts'

const options = {
  crs: '--crs',
  towgs84: '--towgs84',
  layer: '--layer',
  map: '--map',
  set: '--set',
  where: '--where',
  swapAxes: '--swap-axes',
  encoding: '--encoding',
  timezone: '--timezone',
  priority: '--priority',
} as const satisfies Partial<Record<keyof ImportRequest, string>>

/** Throws ImportError if one of these options is given. */
export function refuseOptions(
  kind: string,
  request: ImportRequest,
  unused: readonly (keyof typeof options)[],
): void {
  const given = unused.filter((name) => {
    const value = request[name]
    return value instanceof Map ? value.size > 0 : value !== undefined && value !== false
  })
  if (given.length === 0) return
  const list = given.map((name) => options[name]).join(', ')
  throw new ImportError({
    zh: `导入 ${kind} 用不到 ${list}，请去掉。`,
    en: `An import of ${kind} does not use ${list}. Omit it.`,
  })
}
