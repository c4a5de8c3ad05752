/** Jobs of outlines: reading an uploaded file, and checking a whole set. */

import { ImportError } from '../../../geodata/import/error.ts'
import { judgeSystem } from '../../../geodata/import/judge-system.ts'
import { cornersOf } from '../../../geodata/import/read-outlines.ts'
import { outlinesInThread } from '../../../geodata/import/thread/run.ts'
import {
  OUTLINE_CHECK_JOB,
  OUTLINE_READ_JOB,
  type outlineReadSchema,
  outlineUploadSchema,
} from '../../../geodata/model/answers/planning-outlines.ts'
import type { ServerContext } from '../../context.ts'
import { findFile } from '../../files/file-rows.ts'
import { withUploadedFile } from '../../files/with-uploaded-file.ts'
import type { Answer } from '../../http/send-json.ts'
import { explain } from '../../jobs/explain.ts'
import type { JobKind } from '../../jobs/worker.ts'
import { checkJob } from './check-job.ts'
import { ownerOf } from './owner.ts'
import { addSet } from './rows.ts'

type Needed = Pick<ServerContext, 'systemDatabase' | 'databaseAs' | 'settings' | 'log'>

/** Returns the work of outline jobs, by kind. */
export const outlineJobs = (context: Needed): Readonly<Record<string, JobKind>> => ({
  [OUTLINE_READ_JOB]: readJob(context),
  [OUTLINE_CHECK_JOB]: checkJob(context),
})

function readJob({ systemDatabase, databaseAs, settings }: Needed): JobKind {
  return {
    explain,
    async run(job): Promise<Answer<typeof outlineReadSchema>> {
      const body = outlineUploadSchema.strip().parse(job.input)
      // The set belongs to the account.
      const owner = databaseAs(ownerOf(job))
      const name = (await findFile(systemDatabase, body.file))?.name ?? body.file
      const source = await withUploadedFile(systemDatabase, settings, body.file, (file) =>
        outlinesInThread(systemDatabase, {
          ...{ file, as: 'outlines', layer: body.layer, encoding: body.encoding },
          signal: job.signal,
          onProgress: job.onProgress,
        }),
      )
      job.onProgress({ zh: '判断坐标系', en: 'Judging the coordinate system' })
      const candidates = await judgeSystem(owner, { ...source, corners: cornersOf(source), names: [name] })
      if (candidates.length === 0) throw noSystem(name)
      const set = { name, source, candidates, system: null, outlines: null, findings: null }
      return { outlines: await addSet(owner, set, settings.filesKeptDays) }
    },
  }
}

const noSystem = (file: string) =>
  new ImportError({
    zh: `${file} 的坐标不属于任何已知坐标系：既不是中国范围的经纬度，也不是 3 度带、6 度带或 Web 墨卡托的米制坐标。`,
    en: `The coordinates of ${file} fit no known system: neither degrees in China, nor metres of 3-degree or 6-degree zones or of Web Mercator.`,
  })
