/** Possible duplicates of a report from the server, with texts of the reasons. */
import { type Duplicates, duplicatesSchema } from '../../geodata/model/answers/patrol-duplicates.ts'
import type { Language } from '../../geodata/model/text.ts'
import { formatLength } from '../format.ts'
import { messages } from './messages.ts'
import { spanText } from './span-text.ts'

export type Duplicate = Duplicates['duplicates'][number]

interface Report {
  readonly lon: number
  readonly lat: number
  readonly kind: string
  readonly words: string | null
  /** ISO 8601; by default now. */
  readonly at?: string
  /** Id of the incident itself, which is excluded. */
  readonly except?: number
}

export function duplicatesPath({ lon, lat, kind, words, at, except }: Report): string {
  const query = new URLSearchParams({ lon: String(lon), lat: String(lat), kind })
  if (words) query.set('words', words)
  if (at) query.set('at', at)
  if (except !== undefined) query.set('except', String(except))
  return `/patrol/incidents/duplicates?${query}`
}

export const readDuplicates = (body: unknown): readonly Duplicate[] => duplicatesSchema.parse(body).duplicates

function reasonText(reason: Duplicate['reasons'][number], spoken: Language): string {
  switch (reason.code) {
    case 'place':
      return `${messages.apart[spoken]} ${formatLength(reason.metres, spoken)}`
    case 'time':
      return `${messages.between[spoken]} ${spanText(reason.minutes * 60, spoken)}`
    case 'kind':
      return messages.sameKind[spoken]
    case 'words':
      return `${messages.likeWords[spoken]} ${Math.round(reason.similarity * 100)}%`
  }
}

/** Returns the reasons as text: "相距 40 米 · 受理相隔 6 分钟 · 同类 · 描述相似 62%". */
export const whyText = ({ reasons }: Pick<Duplicate, 'reasons'>, spoken: Language): string =>
  reasons.map((reason) => reasonText(reason, spoken)).join(' · ')
