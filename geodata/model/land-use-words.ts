/** Finds classes of land use by code and by name. */
import { type LandUseClass, landUseClasses } from './land-use.ts'

const plain = (title: string) => title.toLowerCase().replace(/用地$| land$/, '')

/**
 * Returns the classes of a text in lower case: by code (`07`, `0701`), by the whole name with or without 用地
 * (`居住用地`, `工业`, `residential`), or by a part of the name with 用地 in it (`住宅用地`).
 */
export function landUsesOf(text: string): readonly LandUseClass[] {
  const byCode = landUseClasses.get(text)
  if (byCode) return [byCode]
  const classes = [...landUseClasses.values()]
  const whole = classes.filter(({ title }) =>
    [title.zh, title.en].some((name) => plain(name) === plain(text)),
  )
  if (whole.length > 0) return whole
  return text.length >= 3 && text.endsWith('用地')
    ? classes.filter(({ title }) => title.zh.includes(text))
    : []
}
