import { command, UsageError } from '../../geodata/command-line/command.ts'
import type { Language } from '../../geodata/model/text.ts'
import { tileText } from '../../geodata/model/tile.ts'
import { layerSizes, type TileSize, type ZoomSizes } from '../overview/report/tile-sizes.ts'
import { onDatabase } from './database.ts'
import { layersNamed, layersOperand } from './named-layers.ts'

/** Size limit for a tile before compression, in bytes. */
const MAX_BYTES = 500_000
const FULLEST = 40

/** Prints tile sizes. */
export const reportCommand = command({
  name: 'report',
  about: {
    zh: '按图层和缩放级别列出图块大小：要素数、字节数、gzip 字节数，并指出最大的图块',
    en: 'prints tile sizes by layer and zoom: features, bytes, gzip, and the largest tile',
  },
  operands: [layersOperand],
  options: {
    tiles: {
      value: { zh: '数', en: 'n' },
      about: {
        zh: `每级最多生成的图块数，从要素最密处取（${FULLEST}）`,
        en: `largest number of tiles rendered per zoom, those with the most data first (${FULLEST})`,
      },
    },
    json: { about: { zh: '以 JSON 输出，每行一级', en: 'as JSON, one line per zoom' } },
  },
  async run({ operands: [list], values, language, signal, say }) {
    const layers = layersNamed(list)
    const most = tilesOf(values.tiles)
    if (!values.json) say(line(HEADINGS))
    let worst: ZoomSizes | undefined
    await onDatabase(async (database) => {
      for (const layer of layers) {
        for await (const sizes of layerSizes(database, layer, most, signal)) {
          say(values.json ? JSON.stringify(sizes) : line(columns(sizes)))
          if (!worst || sizes.worst.bytes > worst.worst.bytes) worst = sizes
        }
      }
    })
    if (!values.json) say(verdict(worst, language))
    return undefined
  },
})

function tilesOf(text: string | undefined): number {
  const count = Number(text ?? FULLEST)
  if (Number.isInteger(count) && count > 0) return count
  throw new UsageError({
    zh: `--tiles 应为正整数，收到的是“${text}”。`,
    en: `--tiles should be a whole number above 0, but was "${text}".`,
  })
}

const HEADINGS = 'layer z tiles made ~features ~bytes ~gzip features bytes gzip worst'.split(' ')

/** Medians first, then the largest tile. */
function columns({ layerId, z, tiles, measured, median, worst }: ZoomSizes): string[] {
  const numbers = ({ features, bytes, gzipBytes }: TileSize) => [features, bytes, gzipBytes].map(String)
  return [
    layerId,
    String(z),
    String(tiles),
    String(measured),
    ...numbers(median),
    ...numbers(worst),
    addressText(worst),
  ]
}

const addressText = ({ address }: TileSize) => tileText(address)

function line([layer = '', z = '', ...numbers]: readonly string[]): string {
  return [layer.padEnd(22), z.padStart(2), ...numbers.map((text) => text.padStart(10))].join(' ')
}

function verdict(sizes: ZoomSizes | undefined, language: Language): string {
  if (!sizes) return { zh: '没有图块。', en: 'There are no tiles.' }[language]
  const { bytes } = sizes.worst
  const where = `${sizes.layerId} ${addressText(sizes.worst)}`
  const within = bytes <= MAX_BYTES
  return {
    zh: `\n最大的图块：${where}，${bytes} 字节，${within ? '未超过' : '超过'} ${MAX_BYTES} 字节的上限。“~”列为中位数。`,
    en: `\nThe largest tile: ${where}, ${bytes} bytes, ${within ? 'within' : 'over'} the limit of ${MAX_BYTES}. Columns with "~" are medians.`,
  }[language]
}
