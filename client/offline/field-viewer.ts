/** Who was signed in last, for the page that is opened without a connection: officers only. */
import { type Me, meSchema } from '../../geodata/model/answers/me.ts'

const NAME = 'shuangxi.field-viewer'

/** Officers work in the field; leads and administrators work connected, with everybody's data. */
export const isFieldViewer = ({ account, roles }: Me): boolean =>
  account !== null && roles.includes('officer') && !roles.includes('lead') && !roles.includes('admin')

/** Remembers an officer; anybody else is forgotten. */
export function rememberViewer(who: Me): void {
  try {
    if (isFieldViewer(who)) localStorage.setItem(NAME, JSON.stringify(who))
    else localStorage.removeItem(NAME)
  } catch (error) {
    console.info('Nothing is remembered here.', error)
  }
}

/** Returns the officer who was signed in when the server was last reached; null without one. */
export function rememberedViewer(): Me | null {
  try {
    return meSchema.parse(JSON.parse(localStorage.getItem(NAME) ?? 'null'))
  } catch {
    return null
  }
}
