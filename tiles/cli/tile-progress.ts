import type { Language } from '../../geodata/model/text.ts'
import type { TileProgress } from '../archive/render-all.ts'

const PAUSE_MS = 500
const PAUSE_ELSEWHERE_MS = 10_000

/** Shows the progress of a build on stderr: in place on a terminal, otherwise a line from time to time. */
export function tileProgress(language: Language, stream: NodeJS.WriteStream = process.stderr) {
  const pause = stream.isTTY ? PAUSE_MS : PAUSE_ELSEWHERE_MS
  let shownAt = 0
  let shown = false
  return {
    show({ done, total, tilesPerSecond, zoom }: TileProgress, archive = ''): void {
      const now = performance.now()
      if (shown && done < total && now - shownAt < pause) return
      shownAt = now
      shown = true
      const rate = Math.round(tilesPerSecond)
      const seconds = Math.ceil((total - done) / Math.max(tilesPerSecond, 0.001))
      const line = {
        zh: `级别 ${zoom}：${done} / ${total} 个图块，每秒 ${rate}，约剩 ${seconds} 秒`,
        en: `zoom ${zoom}: ${done} of ${total} tiles, ${rate} a second, about ${seconds} s left`,
      }[language]
      const said = archive ? `${archive} · ${line}` : line
      stream.write(stream.isTTY ? `\r${said}\u001b[K` : `${said}\n`)
    },
    end(): void {
      if (stream.isTTY && shown) stream.write('\n')
      shown = false
    },
  }
}
