import type { Text } from '../../geodata/model/text.ts'

/** An archive cannot be made or read: why, in words for the one who asked for it. */
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

/** A file system's error in words: that the disk is full, or what it said. Others come back as they are. */
export function fileError(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return error
  if (NO_ROOM.has(String(error.code))) {
    return new ArchiveError(
      {
        zh: `磁盘已满，无法写入 ${path}。原有存档未改变；腾出空间后再次执行同一命令，将从中断处继续。`,
        en: `The disk is full: ${path} cannot be written. The archive that was there is as it was; the same command goes on from here once there is room.`,
      },
      { cause: error },
    )
  }
  return new ArchiveError(
    { zh: `无法读写 ${path}：${error.message}`, en: `${path} cannot be read or written: ${error.message}` },
    { cause: error },
  )
}
