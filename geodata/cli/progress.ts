import type { Language, Text } from '../model/text.ts'

/** Shows progress on stderr: in place on a terminal, otherwise a line for each step and each 10 %. */
export function progressPrinter(language: Language, stream: NodeJS.WriteStream = process.stderr) {
  let step = ''
  let shown = -1
  return {
    show(text: Text, share?: number): void {
      const percent = share === undefined ? -1 : Math.floor(share * 100)
      const mark = stream.isTTY ? percent : Math.floor(percent / 10) * 10
      if (text[language] === step && mark <= shown) return
      if (stream.isTTY && text[language] !== step && step) stream.write('\n')
      step = text[language]
      shown = mark
      const line = percent < 0 ? step : `${step} ${mark} %`
      stream.write(stream.isTTY ? `\r${line}\u001b[K` : `${line}\n`)
    },
    end(): void {
      if (stream.isTTY && step) stream.write('\n')
    },
  }
}
