/** Steps of an import on the page: upload, preview, import, report. */
import { signal } from '@preact/signals'
import type { FeatureCollection } from 'geojson'
import type { DeliveryReport, DeliveryRequest } from '../../geodata/model/answers/delivery.ts'
import type { FileAnswer } from '../../geodata/model/answers/file.ts'
import type { ImportPreviewAnswer, ImportReportAnswer } from '../../geodata/model/answers/imports.ts'
import type { JobAnswer, JobProgress } from '../../geodata/model/answers/job.ts'
import type { Text } from '../../geodata/model/text.ts'
import { messages as pageMessages } from '../messages.ts'
import { isAbort, RequestError } from '../source/request.ts'
import { type Choices, checkRequest, importRequest, previewRequest, untouched } from './choices.ts'
import * as data from './import-data.ts'
import { messages } from './messages.ts'

export type Stage = 'file' | 'working' | 'confirm' | 'done' | 'checked'

interface Progress {
  readonly step: Text
  readonly share: number | null
  /** Whether it can still be cancelled. */
  readonly isCancelling: boolean
}

export class ImportFlow {
  readonly stage = signal<Stage>('file')
  readonly progress = signal<Progress | null>(null)
  readonly failure = signal<Text | null>(null)
  /** A message that is not an error, such as "cancelled". */
  readonly note = signal<Text | null>(null)
  readonly choices = signal<Choices>(untouched(''))
  readonly file = signal<FileAnswer | null>(null)
  /** Null if the file could not be read with these choices. */
  readonly preview = signal<ImportPreviewAnswer | null>(null)
  readonly drawn = signal<FeatureCollection | null>(null)
  readonly report = signal<ImportReportAnswer | null>(null)
  /** Result of a delivery check. */
  readonly delivery = signal<DeliveryReport | null>(null)
  /** Job of that check, whose report can be printed. */
  readonly checkJob = signal<string | null>(null)
  #working = new AbortController()
  #job: JobAnswer | null = null
  /** Features that give way to the faults of a check. */
  #previewed: FeatureCollection | null = null

  constructor(kind: string) {
    this.choices.value = untouched(kind)
  }

  /** Uploads a file and reads it. */
  take(file: File): Promise<void> {
    return this.#work(async (abort) => {
      if (file.size === 0) throw new RequestError(messages.empty, null)
      const show = (share: number) => this.#show(messages.uploading, share)
      show(0)
      this.file.value = await data.upload(file, show, abort)
      await this.#read(abort)
    }, 'file')
  }

  /** Uploads the areas that were surveyed and draws them beside the file; null drops those there. */
  takeSurvey(file: File | null): Promise<void> {
    const former = this.choices.peek().surveyFile
    if (file === null && former === null) return Promise.resolve()
    return this.#work(async (abort) => {
      if (file?.size === 0) throw new RequestError(messages.empty, null)
      const surveyFile =
        file && (await data.upload(file, (share) => this.#show(messages.uploading, share), abort))
      if (former) void data.forgetUpload(former.id)
      this.choices.value = { ...this.choices.peek(), surveyFile }
      await this.#read(abort)
    }, 'confirm')
  }

  /** Reads the file again with the current choices. */
  read(): Promise<void> {
    return this.#work((abort) => this.#read(abort), 'confirm')
  }

  /** Imports the file as previewed. */
  start(): Promise<void> {
    return this.#work(async (abort) => {
      const [file, preview] = [this.file.peek(), this.preview.peek()]
      if (file === null || preview === null) return
      const body = importRequest(file.id, this.choices.peek(), preview)
      const job = await this.#follow('/imports', body, messages.importing, abort)
      if (job === null) return
      this.report.value = data.readReport(job.result)
      this.stage.value = 'done'
      this.drawn.value = null
    }, 'confirm')
  }

  /** Checks the file as previewed; nothing is stored. */
  check(): Promise<void> {
    const [file, preview] = [this.file.peek(), this.preview.peek()]
    if (file === null || preview === null) return Promise.resolve()
    return this.#check(checkRequest(file.id, this.choices.peek(), preview), 'confirm')
  }

  /** Checks what is stored of the chosen kind. */
  checkStored(): Promise<void> {
    return this.#check({ as: this.choices.peek().as }, 'file')
  }

  #check(body: DeliveryRequest, before: Stage): Promise<void> {
    return this.#work(async (abort) => {
      this.#previewed = this.drawn.peek()
      this.drawn.value = null
      const job = await this.#follow('/imports/checks', body, messages.checking, abort)
      if (job === null) {
        this.drawn.value = this.#previewed
        return
      }
      this.checkJob.value = job.id
      this.delivery.value = data.readDelivery(job.result)
      this.stage.value = 'checked'
    }, before)
  }

  /** Returns from the result of a check to the choices. */
  back(): void {
    this.delivery.value = null
    this.drawn.value = this.#previewed
    this.stage.value = 'confirm'
  }

  /** Cancels the running job. */
  async cancel(): Promise<void> {
    const job = this.#job
    if (job === null) {
      this.#working.abort()
      return
    }
    const before = this.progress.peek()
    if (before) this.progress.value = { ...before, isCancelling: true }
    await data.cancelJob(job.id).catch((error: unknown) => {
      this.progress.value = before
      this.failure.value = error instanceof RequestError ? error.reason : pageMessages.errorServer
    })
  }

  /** Returns to choosing a file. */
  restart(): void {
    this.stop()
    this.stage.value = 'file'
    this.failure.value = null
    this.note.value = null
    this.choices.value = untouched(this.choices.peek().as)
  }

  /** Aborts the current step, and deletes the upload unless it is being imported. */
  stop(): void {
    this.#working.abort()
    const file = this.file.peek()
    const { surveyFile } = this.choices.peek()
    for (const upload of [file, surveyFile])
      if (upload && this.#job?.kind !== 'import') void data.forgetUpload(upload.id)
    this.file.value = null
    this.preview.value = null
    this.drawn.value = null
    this.report.value = null
    this.delivery.value = null
  }

  async #read(abort: AbortSignal): Promise<void> {
    const file = this.file.peek()
    if (file === null) return
    this.preview.value = null
    this.drawn.value = null
    const body = previewRequest(file.id, this.choices.peek())
    this.stage.value = 'working'
    const job = await this.#follow('/imports/previews', body, messages.reading, abort)
    if (job === null) return
    const preview = data.readPreview(job.result)
    const features = preview.features === null ? null : await data.fetchFeatures(preview.features, abort)
    this.preview.value = preview
    this.drawn.value = features
    this.stage.value = 'confirm'
  }

  /** Resolves with the finished job, or null if it was cancelled. Throws RequestError with its reason. */
  async #follow(
    path: Parameters<typeof data.startJob>[0],
    body: object,
    title: Text,
    abort: AbortSignal,
  ): Promise<JobAnswer | null> {
    this.#show(title, null)
    this.#job = await data.startJob(path, body)
    const tell = ({ state, step, share }: JobProgress) =>
      this.#show(state === 'queued' ? messages.waiting : (step ?? title), share)
    const job = await data.followJob(this.#job, tell, abort)
    if (job.state === 'done') return job
    if (job.state === 'failed') throw new RequestError(job.problem ?? pageMessages.errorServer, null)
    this.note.value = messages.cancelled
    return null
  }

  #show(step: Text, share: number | null): void {
    this.progress.value = { step, share, isCancelling: this.progress.peek()?.isCancelling ?? false }
  }

  /** Runs one step at a time; on failure keeps the error and returns to the stage `before`. */
  async #work(step: (abort: AbortSignal) => Promise<void>, before: Stage): Promise<void> {
    if (this.stage.peek() === 'working') return
    this.#working = new AbortController()
    const abort = this.#working.signal
    this.#job = null
    this.failure.value = null
    this.note.value = null
    this.progress.value = null
    this.stage.value = 'working'
    try {
      await step(abort)
    } catch (error) {
      if (!abort.aborted && !isAbort(error)) {
        if (!(error instanceof RequestError)) console.error(error)
        this.failure.value = error instanceof RequestError ? error.reason : pageMessages.errorServer
      }
    } finally {
      this.progress.value = null
      this.#job = null
      if (this.stage.peek() === 'working') this.stage.value = this.file.peek() ? 'confirm' : before
    }
  }
}
