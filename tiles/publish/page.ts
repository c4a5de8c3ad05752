/** Builds the page for a folder of static files, and puts it there. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const project = fileURLToPath(new URL('../..', import.meta.url))
/** The mode by which the page knows that no server stands behind it: see client/source/chosen.ts. */
const MODE = 'published'

/**
 * Builds aside, copies, and takes away the scripts of an older copy last, so that readers who are
 * there meanwhile lose nothing. All addresses are relative: the folder may lie anywhere.
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
    // What Vite was told to leave alone still counts from the root of a server.
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
