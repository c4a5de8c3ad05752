/** `GET /planning/outlines/{id}/report/check`: says whether a printed result is what is stored. */
import { z } from 'zod'
import { outlineReportCheckSchema } from '../../../../geodata/model/answers/planning-outlines.ts'
import type { Language, Text } from '../../../../geodata/model/text.ts'
import { refusals } from '../../../access/visibility.ts'
import { type Endpoint, endpoint } from '../../../http/endpoint.ts'
import { baseUrl, languageOf, mediaType } from '../../../http/negotiation.ts'
import { languageParameter, parameter } from '../../../http/parameters.ts'
import { sendJson } from '../../../http/send-json.ts'
import { checkPageOf } from '../../../report/check-page.ts'
import { type OutlineContext, outlineDatabase, outlineIdParams, tag } from '../request.ts'
import { allResults } from '../results.ts'
import { knownSet, type OutlineSetRow } from '../rows.ts'
import { resultHash } from './report-hash.ts'
import { reportTexts } from './report-texts.ts'

const json = 'application/json'

const words = {
  title: { zh: '红线检查报告核验', en: 'Check of an outline report' },
  fits: {
    zh: '相符：报告与系统中的检查结果一致。',
    en: 'It fits: the report agrees with the stored result.',
  },
  differs: {
    zh: '不符：报告可能被改动，或红线此后经过修改、重新检查。',
    en: 'It does not fit: the report may have been altered, or the outlines were changed or checked again since.',
  },
  again: { zh: '打开现在的报告（PDF）', en: 'Open the present report (PDF)' },
} satisfies Record<string, Text>

export function reportCheckEndpoint(context: OutlineContext): Endpoint {
  return endpoint({
    operationId: 'checkOutlineReport',
    method: 'get',
    path: '/planning/outlines/{id}/report/check',
    tag,
    summary: '核验报告 · whether the hash on a printed result fits what is stored; for its account',
    secured: true,
    params: outlineIdParams,
    query: z.object({
      sha256: parameter(
        z
          .string()
          .regex(/^[0-9a-f]{64}$/i)
          .transform((text) => text.toLowerCase()),
        { zh: '64 位十六进制数字', en: '64 hexadecimal digits' },
        { type: 'string' },
      ),
      lang: languageParameter,
    }),
    responses: {
      200: {
        description: 'The result',
        content: { [json]: outlineReportCheckSchema, 'text/html': null },
      },
      ...refusals,
    },
    async handle({ params: { id }, query }, response, request) {
      const database = outlineDatabase(context, request)
      const set = await knownSet(database, id)
      const sha256 = resultHash(set, await allResults(database, id))
      response.set('Cache-Control', 'private, no-store').vary('Accept, Accept-Language')
      if (mediaType(request, [json, 'text/html']) !== 'text/html') {
        sendJson(response, outlineReportCheckSchema, { fits: sha256 === query.sha256, sha256 })
        return
      }
      const pdf = `${baseUrl(request)}/planning/outlines/${id}/report.pdf`
      const page = pageOf(set, { asked: query.sha256, sha256, pdf }, languageOf(request, query.lang))
      response.type('text/html').send(page)
    },
  })
}

interface Hashes {
  readonly asked: string
  readonly sha256: string
  readonly pdf: string
}

function pageOf({ name }: OutlineSetRow, { asked, sha256, pdf }: Hashes, language: Language): string {
  const say = (text: keyof typeof words) => words[text][language]
  return checkPageOf(
    {
      ...{ title: say('title'), asked, sha256, verdict: say(asked === sha256 ? 'fits' : 'differs') },
      comment: null,
      facts: [[reportTexts.file[language], name]],
      link: { address: `${pdf}?lang=${language}`, words: say('again') },
      disclaimer: reportTexts.noApproval[language],
    },
    language,
  )
}
