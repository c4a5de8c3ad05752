/** `GET /planning/extract.pdf`. */
import { z } from 'zod'
import type { NetworkKeeper } from '../../../geodata/network/keeper.ts'
import { type Endpoint, endpoint } from '../../http/endpoint.ts'
import { baseUrl, languageOf } from '../../http/negotiation.ts'
import { composeWithSurroundings, type ExtractContext, readerOf } from './answer.ts'
import { extractLinks } from './links.ts'
import { printExtract } from './pdf.ts'
import { extractQuery, questionOfQuery } from './question.ts'

export function extractPdfEndpoint(context: ExtractContext, keeper: NetworkKeeper): Endpoint {
  return endpoint({
    operationId: 'getExtractAsPdf',
    method: 'get',
    path: '/planning/extract.pdf',
    tag: 'Planning',
    summary: 'The extract as PDF in Chinese or English, with maps, methods, hash and check address',
    query: z.object(extractQuery),
    limit: 'export',
    responses: { 200: { description: 'The document', content: { 'application/pdf': null } } },
    async handle({ query }, response, request) {
      const question = questionOfQuery(query)
      const language = languageOf(request, query.lang)
      const { database, viewer } = readerOf(context, question, request)
      const { composed, surroundings } = await composeWithSurroundings(database, viewer, question, keeper)
      const { content, sha256 } = composed
      const { check } = extractLinks(baseUrl(request), content, sha256)
      const pdf = await printExtract(database, { content, sha256, surroundings, check, language })
      response.set({
        'Cache-Control': 'no-store',
        'Content-Disposition': `inline; filename="extract_${content.index[0]?.code ?? 'area'}.pdf"`,
      })
      response.vary('Accept-Language').type('application/pdf').send(pdf)
    },
  })
}
