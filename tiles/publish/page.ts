/** Builds the page for a folder of static files. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const project = fileURLToPath(new URL('../..', import.meta.url))
/** Build mode of the page without a server; see client/source/chosen.ts. */
const MODE = 'published'

/**
 * Builds in a temporary folder, copies, and deletes the scripts of an older copy last, so that open
 * pages keep working. All URLs are relative: the folder may be anywhere.
 */
export async function writePage(folder: string): Promise<void> {
  const vite = await import('vite')
  const draft = mkdtempSync(join(tmpdir(), 'shuangxi-page-'))
  try {
    await vite.build({
      configFile: join(project, 'vite.config.ts'),
      mode: MODE,
      logLevel: 'error',
      root: join(project, 'client'),
      build: { outDir: draft, emptyOutDir: true },
    })
    const file = join(draft, 'index.html')
    // URLs that Vite leaves unchanged are still relative to the root of a server.
    const html = readFileSync(file, 'utf8').replaceAll(/(href|src)="\/(?!\/)/g, '$1="./')
    writeFileSync(file, html)
    const assets = new Set(readdirSync(join(draft, 'assets')))
    cpSync(draft, folder, { recursive: true })
    for (const name of readdirSync(join(folder, 'assets'))) {
      if (!assets.has(name)) rmSync(join(folder, 'assets', name), { recursive: true })
    }
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}
