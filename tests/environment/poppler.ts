/** Poppler reads PDFs as other programs do: their text, as a reader's search finds it, and their pages. */
import { execFileSync, spawnSync } from 'node:child_process'

let found: boolean | undefined

/** Without it, tests that read PDFs are skipped by name. */
export function hasPoppler(): boolean {
  found ??= spawnSync('pdftotext', ['-v'], { stdio: 'ignore' }).status === 0
  return found
}

/** Checks again, for use after an installation. */
export function forgetPoppler(): void {
  found = undefined
}

/** Returns the text of a PDF, in the layout of its pages. */
export const pdfText = (pdf: Buffer): string =>
  execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' })

/** Draws pages of a PDF as `prefix-1.png` and so on; `options` as of pdftoppm. */
export function drawPdf(pdf: Buffer, prefix: string, ...options: readonly string[]): void {
  execFileSync('pdftoppm', [...options, '-png', '-', prefix], { input: pdf })
}
