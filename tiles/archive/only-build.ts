/** A lock, so that only one build at a time writes an archive. */
import { readFile, rm, writeFile } from 'node:fs/promises'
import { ArchiveError, fileError } from './error.ts'

/**
 * Runs `work` while holding the lock for the archive at `path`; the lock of a killed process is taken
 * over. Throws ArchiveError if another process holds it.
 */
export async function onlyBuild<T>(path: string, work: () => Promise<T>): Promise<T> {
  const mark = `${path}.building`
  await take(path, mark)
  try {
    return await work()
  } finally {
    await rm(mark, { force: true })
  }
}

async function take(path: string, mark: string): Promise<void> {
  for (;;) {
    try {
      await writeFile(mark, String(process.pid), { flag: 'wx' })
      return
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST'))
        throw fileError(error, mark)
    }
    const holder = Number(await readFile(mark, 'utf8').catch(() => '0'))
    if (isRunning(holder)) {
      throw new ArchiveError({
        zh: `进程 ${holder} 正在生成 ${path}，请等它结束。`,
        en: `Process ${holder} is building ${path}. Wait until it ends.`,
      })
    }
    await rm(mark, { force: true })
  }
}

/** A process that we may not signal counts as running. */
function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
