/** The small files of a published map besides archives and page. */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import type { Database } from '../../geodata/database/database.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import type { About } from '../../geodata/model/answers/about.ts'
import type { PublishedPlace } from '../../geodata/model/answers/published-places.ts'
import { catalogue, isPublic } from '../../geodata/model/catalogue.ts'
import { languages } from '../../geodata/model/text.ts'
import { themes } from '../../geodata/model/tokens.ts'
import { holdsSynthetic } from '../archive/vector-content.ts'
import { drawSheet, sheetSvg } from '../sprites/sheet.ts'
import { fontFile, fontFiles, fontStylesheet } from '../style/fonts.ts'
import { composeLegends } from '../style/style.ts'
import { credits } from '../vector/tilejson.ts'
import { publishedStyle } from './published-style.ts'

const placesSql = sqlFile(import.meta.url, 'places.sql')
/** Limit, because the page loads the whole list at the first search. */
const MAX_PLACES = 20_000
const RATIOS = [1, 2] as const

const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')))

type Write = (path: string, content: string | Uint8Array) => void

/**
 * Writes styles, legends, sprites, fonts, credits and the list of places into a folder, where
 * client/source/published expects them. Returns the number of places.
 */
export async function writeSiteFiles(
  database: Database,
  folder: string,
  archives: ReadonlySet<string>,
  mapApprovalNumber: string | undefined,
): Promise<number> {
  const write: Write = (path, content) => {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
  }
  writeStyles(write, archives)
  await writeSprites(write)
  writeFonts(write, folder)
  const open = catalogue.filter(isPublic)
  const about = {
    database: 'none',
    synthetic: await holdsSynthetic(database, open),
    map_approval_number: mapApprovalNumber ?? null,
    credits: await credits(database),
    version,
    components: [],
  } satisfies About
  write('about.json', JSON.stringify(about))
  const { rows } = await database.query<PublishedPlace>({
    text: placesSql,
    values: [MAX_PLACES, open.map(({ id }) => id)],
    rowMode: 'array',
  })
  write('places.json', JSON.stringify(rows))
  return rows.length
}

function writeStyles(write: Write, archives: ReadonlySet<string>): void {
  for (const theme of themes) {
    for (const language of languages) {
      write(`styles/${theme}-${language}.json`, JSON.stringify(publishedStyle(theme, language, archives)))
    }
    write(`legends/${theme}.json`, JSON.stringify(composeLegends(theme)))
  }
}

async function writeSprites(write: Write): Promise<void> {
  for (const theme of themes) {
    for (const ratio of RATIOS) {
      const sheet = await drawSheet(theme, ratio)
      const name = `sprites/${theme}${ratio === 2 ? '@2x' : ''}`
      write(`${name}.png`, sheet.png)
      write(`${name}.json`, JSON.stringify(sheet.index))
    }
    write(`sprites/${theme}.svg`, sheetSvg(theme))
  }
}

function writeFonts(write: Write, folder: string): void {
  write('fonts/noto-sans-sc.css', fontStylesheet())
  for (const name of fontFiles) {
    const path = fontFile(name)
    if (path) copyFileSync(path, join(folder, 'fonts', name))
  }
}
