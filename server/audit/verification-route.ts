/** `GET /admin/audit/verification`: whether the audit log is unchanged. */
import { z } from 'zod'
import { faultTexts, headOf } from '../../geodata/audit/command.ts'
import { type AuditVerification, verifyAudit } from '../../geodata/audit/verify.ts'
import {
  auditVerificationSchema,
  type AuditVerification as Verification,
} from '../../geodata/model/answers/audit.ts'
import { refusals } from '../access/visibility.ts'
import type { DataContext } from '../context.ts'
import type { Downloads } from '../features/download/download.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { parameter } from '../http/parameters.ts'
import { sendJson } from '../http/send-json.ts'
import { clientGone } from '../http/send-tile.ts'
import { administration } from './administration.ts'

const json = 'application/json'

const headParameter = parameter(
  z
    .string()
    .transform((said, context) => {
      const head = headOf(said)
      if (!head) context.addIssue('no head')
      return head ?? z.NEVER
    })
    .optional(),
  { zh: '以前记下的“编号:哈希”', en: 'a head kept earlier, "number:hash"' },
  { type: 'string', pattern: '^\\d+:[0-9a-f]{64}$', description: 'A head kept earlier: number:hash' },
)

/** Verifies the log for an administrator; one at a time, because it reads the whole log. */
export function verificationEndpoint(context: DataContext, downloads: Downloads): Endpoint {
  return endpoint({
    operationId: 'verifyAudit',
    method: 'get',
    path: '/admin/audit/verification',
    tag: 'Administration',
    summary: '核对审计日志 · checks the hash chain and names the first bad entry',
    secured: true,
    query: z.object({ head: headParameter }),
    responses: {
      200: {
        description: 'Result: intact, or the first bad entry',
        content: { [json]: auditVerificationSchema },
      },
      ...refusals,
      503: { description: 'Another verification is running' },
    },
    async handle({ query: { head: through } }, response, request) {
      const database = administration(context, request)
      const signal = clientGone(response)
      response.set('Cache-Control', 'no-store')
      await downloads.run(async () => {
        try {
          sendJson(
            response,
            auditVerificationSchema,
            verificationOf(await verifyAudit(database, { through, signal })),
          )
        } catch (error) {
          if (!signal.aborted) throw error
        }
      })
    },
  })
}

function verificationOf(result: AuditVerification): Verification {
  if (result.sound) return { sound: true, head: result.head, fault: null }
  const { id, fault } = result
  return { sound: false, head: null, fault: { id, kind: fault, detail: faultTexts[fault] } }
}
