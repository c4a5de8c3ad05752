import type { Text } from '../../geodata/model/text.ts'

/** An archive cannot be written or read; the reason is for the user. */
export class ArchiveError extends Error {
  override readonly name: string = 'ArchiveError'
  readonly text: Text

  constructor(text: Text, options?: ErrorOptions) {
    super(text.en, options)
    this.text = text
  }
}

/** There is nothing to archive. */
export class EmptyArchiveError extends ArchiveError {
  override readonly name = 'EmptyArchiveError'
}

const NO_ROOM = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

/** Explains an error of the file system, such as a full disk; returns other errors unchanged. */
export function fileError(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return error
  if (NO_ROOM.has(String(error.code))) {
    return new ArchiveError(
      {
        zh: `磁盘已满，无法写入 ${path}。原有存档未改变；腾出空间后再次执行同一命令，将从中断处继续。`,
        en: `The disk is full: ${path} cannot be written. The existing archive was not changed. Free some space and repeat the command to continue.`,
      },
      { cause: error },
    )
  }
  return new ArchiveError(
    { zh: `无法读写 ${path}：${error.message}`, en: `${path} cannot be read or written: ${error.message}` },
    { cause: error },
  )
}
