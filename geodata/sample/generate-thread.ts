/** The thread that generates the sample; see generate.ts. */
import { parentPort, workerData } from 'node:worker_threads'
import type { SampleAreas } from './generate.ts'
import { generateLinan } from './linan/index.ts'
import { generateQingshan } from './qingshan/index.ts'
import { generateShuangxi } from './shuangxi/index.ts'

const areas: SampleAreas = {
  'sample:linan': generateLinan(),
  'sample:qingshan': generateQingshan(),
  'sample:shuangxi': generateShuangxi(workerData as Date),
}
parentPort?.postMessage(areas)
