/** QR codes as one path: a square of side 1 for each dark module, with the quiet zone of the norm. */
import qrcode from 'qrcode-generator'

const QUIET = 2

export function qrPath(text: string): { readonly path: string; readonly modules: number } {
  const code = qrcode(0, 'M')
  code.addData(text)
  code.make()
  const count = code.getModuleCount()
  let path = ''
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < count; column++) {
      if (code.isDark(row, column)) path += `M${column + QUIET} ${row + QUIET}h1v1h-1z`
    }
  }
  return { path, modules: count + 2 * QUIET }
}
