/** Land use classes grouped by level 1. */
import type { LandUseSummary as Summary } from '../../geodata/model/answers/land-use-summary.ts'

export interface LandUseGroup {
  readonly code: string
  readonly area: number
  readonly percent: number
  readonly members: Summary['classes']
}

/** Classes grouped by level 1, the largest first. */
export function groupClasses(classes: Summary['classes']): LandUseGroup[] {
  const codes = [...new Set(classes.map(({ code, first_level }) => first_level ?? code))]
  return codes
    .map((code) => {
      const members = classes.filter((one) => (one.first_level ?? one.code) === code)
      return {
        code,
        area: members.reduce((sum, { area_m2 }) => sum + area_m2, 0),
        percent: members.reduce((sum, { percent }) => sum + percent, 0),
        members: [...members].sort((a, b) => b.area_m2 - a.area_m2),
      }
    })
    .sort((a, b) => b.area - a.area)
}
