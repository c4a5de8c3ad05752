/** Checks the header of a GeoPackage: its size, and whether a journal holds newer rows. */
import { open, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { ImportError } from '../error.ts'

const WAL_FORMAT = 2

/** Throws ImportError if the file is truncated or another program has not finished writing it. */
export async function checkSqlite(file: string): Promise<void> {
  const name = basename(file)
  const head = Buffer.alloc(100)
  const handle = await open(file)
  const { size } = await handle.stat()
  await handle.read(head, 0, 100, 0).finally(() => handle.close())
  const page = head.readUInt16BE(16) === 1 ? 65_536 : head.readUInt16BE(16)
  // The page count is valid only if both change counters are equal.
  const isCounted = head.readUInt32BE(24) === head.readUInt32BE(92)
  const declared = page * head.readUInt32BE(28)
  if (size < 100 || (isCounted && size < declared)) {
    throw new ImportError({
      zh: `${name} 不完整：应有 ${declared} 字节，实际只有 ${size} 字节，拒绝导入。请重新复制。`,
      en: `${name} is cut short: it should have ${declared} bytes but has ${size}; it is refused. Copy it again.`,
    })
  }
  const log = await stat(`${file}-wal`).catch(() => null)
  if (head[18] === WAL_FORMAT && log !== null && log.size > 0) {
    throw new ImportError({
      zh: `${name} 正被其他程序编辑，最新的内容还在 ${name}-wal 中：请先在该程序（如 QGIS）中保存并关闭。`,
      en: `${name} is being edited by another program, and its newest rows are still in ${name}-wal. Save and close it there first (for example in QGIS).`,
    })
  }
}
