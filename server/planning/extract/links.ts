/** Addresses of an extract that lead to the same bytes: with its moment, and its edition. */
import type { Extract, ExtractContent } from '../../../geodata/model/answers/planning-extract.ts'

/** Returns the links; those of an area with holes lead to the form of the question only. */
export function extractLinks(base: string, content: ExtractContent, sha256: string): Extract['links'] {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(content.question)) {
    if (typeof value === 'string') query.set(name, value)
  }
  query.set('as-of', content.as_of)
  if (content.edition.readers === 'public') query.set('edition', 'public')
  return {
    self: `${base}/planning/extract?${query}`,
    pdf: `${base}/planning/extract.pdf?${query}`,
    page: `${base}/?desk=planning&extract=${encodeURIComponent(query.toString())}`,
    check: `${base}/planning/extract/check?${query}&sha256=${sha256}`,
  }
}
