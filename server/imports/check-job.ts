/** The job of a delivery check (成果质检): of an uploaded file, or of what is stored of a layer. */
import { checkInThread } from '../../geodata/import/thread/run.ts'
import {
  type DeliveryReport,
  type DeliveryRequest,
  deliveryRequestSchema,
} from '../../geodata/model/answers/delivery.ts'
import { importKinds } from '../../geodata/model/import-rights.ts'
import type { ServerContext } from '../context.ts'
import type { FileSettings } from '../files/uploads.ts'
import { explain } from '../jobs/explain.ts'
import type { JobKind, RunningJob } from '../jobs/worker.ts'
import { withUpload } from './import-request.ts'
import { refuseFormerImporter } from './rights.ts'

type Needed = Pick<ServerContext, 'systemDatabase' | 'databaseAs'> & { readonly settings: FileSettings }

export function checkJob(context: Needed): JobKind {
  return {
    explain,
    async run(job): Promise<DeliveryReport> {
      const body = deliveryRequestSchema.parse(job.input)
      await refuseFormerImporter(context.systemDatabase, job.account, body.as)
      return 'file' in body ? checkUpload(context, body, job) : checkRows(context, body, job)
    },
  }
}

type OfFile = Extract<DeliveryRequest, { file: string }>
type OfLayer = Exclude<DeliveryRequest, OfFile>

function checkUpload(
  { systemDatabase, settings }: Needed,
  { rules, ...body }: OfFile,
  job: RunningJob,
): Promise<DeliveryReport> {
  return withUpload(systemDatabase, settings, body, job, (request) =>
    checkInThread(systemDatabase, request, rules),
  )
}

/** Reads rows as the account may, planning layers as a planner. */
function checkRows({ databaseAs }: Needed, { as, source, rules }: OfLayer, job: RunningJob) {
  const role = importKinds(['planner'], null).includes(as) ? 'planner' : 'admin'
  const database = databaseAs({ role, account: job.account })
  const { signal, onProgress } = job
  return checkInThread(database, { file: undefined, as, source, signal, onProgress }, rules)
}
