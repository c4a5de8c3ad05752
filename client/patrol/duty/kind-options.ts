import { codeLists } from '../../../geodata/model/codes.ts'
import type { Language } from '../../../geodata/model/text.ts'
import { messages } from './messages.ts'

/** Returns types of incidents as options of a select, after an empty one for all types. */
export const kindOptions = (spoken: Language): (readonly [code: string, title: string])[] => [
  ['', messages.anyKind[spoken]],
  ...Object.entries(codeLists.incidentKinds).map(([code, { title }]) => [code, title[spoken]] as const),
]
