/** The map's style, legends, sprites and fonts: everything but tiles. */
import { z } from 'zod'
import { legendsSchema } from '../../geodata/model/answers/legend.ts'
import { documentSchema } from '../../geodata/model/answers/link.ts'
import { styleSchema } from '../../geodata/model/answers/style.ts'
import { drawnLayers } from '../../geodata/model/drawn-layers.ts'
import { memoIn } from '../../geodata/model/memo.ts'
import type { Theme } from '../../geodata/model/tokens.ts'
import { spriteImages } from '../../tiles/sprites/images.ts'
import type { SpriteSheet } from '../../tiles/sprites/sheet.ts'
import { drawSheet, imageSvg, sheetSvg } from '../../tiles/sprites/sheet.ts'
import { fontFile, fontStylesheet } from '../../tiles/style/fonts.ts'
import { composeLegends, composeStyle } from '../../tiles/style/style.ts'
import { viewerOf } from '../access/viewer.ts'
import { mayRead } from '../access/visibility.ts'
import { notFound } from '../errors.ts'
import type { Endpoint } from '../http/endpoint.ts'
import { endpoint } from '../http/endpoint.ts'
import { baseUrl, languageOf } from '../http/negotiation.ts'
import { languageParameter, parameter } from '../http/parameters.ts'
import { sendTaggedJson } from '../http/tagged-json.ts'
import { glyphEndpoint } from './glyph-routes.ts'

const tag = 'Style'
const json = 'application/json'
/** Changes with the code only; short, so that a new version of the server is visible soon. */
const BRIEFLY = 'public, max-age=300'
const BRIEFLY_PRIVATE = 'private, max-age=300'
/** A font file's name identifies its content. */
const FOR_EVER = 'public, max-age=31536000, immutable'

const themeSchema = z.enum(['day', 'night'])
const themeText = { zh: 'day 或 night', en: 'day or night' }
const themeParameter = parameter(themeSchema.default('day'), themeText, {
  type: 'string',
  enum: ['day', 'night'],
  default: 'day',
})
const fontsParameter = parameter(
  z.enum(['served', 'none']).default('served'),
  { zh: 'served 或 none', en: 'served or none' },
  {
    type: 'string',
    enum: ['served', 'none'],
    default: 'served',
    description: 'none: labels are drawn with fonts of the reader’s computer.',
  },
)
const fileParameter = (zh: string, en: string) =>
  parameter(z.string().max(80), { zh, en }, { type: 'string' })

/** `GET /style.json`: the style with the layers that the viewer may see. */
export function styleEndpoint(): Endpoint {
  return endpoint({
    operationId: 'getStyle',
    method: 'get',
    path: '/style.json',
    tag,
    summary: 'The map style, version 8 of the MapLibre style specification',
    query: z.object({ theme: themeParameter, lang: languageParameter, fonts: fontsParameter }),
    responses: {
      200: { description: 'Style', content: { [json]: styleSchema } },
    },
    handle({ query }, response, request) {
      const language = languageOf(request, query.lang)
      const viewer = viewerOf(request)
      response.set('Cache-Control', viewer.role === 'public' ? BRIEFLY : BRIEFLY_PRIVATE)
      const layers = drawnLayers.filter((layer) => mayRead(viewer, layer))
      const { theme, fonts } = query
      const hasFonts = fonts === 'served'
      const style = composeStyle({ theme, language, base: baseUrl(request), hasFonts, layers })
      sendTaggedJson(response, styleSchema, style, { language })
    },
  })
}

function legendsEndpoint(): Endpoint {
  return endpoint({
    operationId: 'getLegends',
    method: 'get',
    path: '/legends.json',
    tag,
    summary: 'Legends of the layers',
    query: z.object({ theme: themeParameter }),
    responses: { 200: { description: 'Legends', content: { [json]: legendsSchema } } },
    handle({ query }, response) {
      response.set('Cache-Control', BRIEFLY)
      sendTaggedJson(response, legendsSchema, composeLegends(query.theme))
    },
  })
}

/** Draws each sheet once, at its first request. A failure is not cached. */
function sheetDrawer(): (theme: Theme, ratio: 1 | 2) => Promise<SpriteSheet> {
  const drawn = new Map<string, Promise<SpriteSheet>>()
  return (theme, ratio) => memoIn(drawn, `${theme}@${ratio}`, () => drawSheet(theme, ratio))
}

function spriteEndpoint(): Endpoint {
  const sheetOf = sheetDrawer()
  return endpoint({
    operationId: 'getSpriteSheet',
    method: 'get',
    path: '/sprites/{file}',
    tag,
    summary:
      'A sprite sheet: its index as JSON, its image as PNG, at one or two pixels per CSS pixel, or as SVG with a view for each image (day.svg#name)',
    params: z.object({ file: fileParameter('精灵图文件名', 'the name of a sprite file') }),
    query: z.object({}),
    responses: {
      200: {
        description: 'Sheet or index',
        content: { [json]: documentSchema, 'image/png': null, 'image/svg+xml': null },
      },
    },
    async handle({ params }, response) {
      const match = /^(day|night)(?:(@2x)?\.(json|png)|\.svg)$/.exec(params.file)
      if (!match)
        throw notFound({ zh: '精灵图', en: 'sprite file' }, params.file, [
          'day.json',
          'night@2x.png',
          'day.svg',
        ])
      const theme = match[1] === 'night' ? 'night' : 'day'
      response.set('Cache-Control', BRIEFLY)
      if (match[3] === undefined) {
        response.type('image/svg+xml').send(sheetSvg(theme))
        return
      }
      const sheet = await sheetOf(theme, match[2] ? 2 : 1)
      if (match[3] === 'png') response.type('image/png').send(sheet.png)
      else response.type(json).send(JSON.stringify(sheet.index))
    },
  })
}

function imageEndpoint(): Endpoint {
  return endpoint({
    operationId: 'getSpriteImage',
    method: 'get',
    path: '/sprites/{theme}/{file}',
    tag,
    summary: 'One image of a sprite sheet as SVG, for legends and lists',
    params: z.object({
      theme: parameter(z.string().max(80), themeText, { type: 'string', enum: ['day', 'night'] }),
      file: fileParameter('图像文件名', 'the name of an image'),
    }),
    query: z.object({}),
    responses: { 200: { description: 'Image', content: { 'image/svg+xml': null } } },
    handle({ params }, response) {
      const theme = themeSchema.safeParse(params.theme)
      if (!theme.success) throw notFound({ zh: '主题', en: 'theme' }, params.theme, themeSchema.options)
      const image = spriteImages(theme.data).find(({ name }) => `${name}.svg` === params.file)
      if (!image) throw notFound({ zh: '图像', en: 'image' }, params.file)
      response.set('Cache-Control', BRIEFLY).type('image/svg+xml').send(imageSvg(image))
    },
  })
}

function fontEndpoint(): Endpoint {
  return endpoint({
    operationId: 'getFont',
    method: 'get',
    path: '/fonts/{file}',
    tag,
    summary: 'A slice of Noto Sans SC, or the stylesheet with all slices',
    params: z.object({ file: fileParameter('字体文件名', 'the name of a font file') }),
    query: z.object({}),
    responses: { 200: { description: 'Font', content: { 'font/woff2': null, 'text/css': null } } },
    async handle({ params }, response) {
      if (params.file === 'noto-sans-sc.css') {
        response.set('Cache-Control', BRIEFLY).type('text/css').send(fontStylesheet())
        return
      }
      const path = fontFile(params.file)
      if (!path) throw notFound({ zh: '字体文件', en: 'font file' }, params.file)
      response.set('Cache-Control', FOR_EVER).type('font/woff2')
      await new Promise<void>((resolve, reject) => {
        response.sendFile(path, { cacheControl: false, dotfiles: 'allow' }, (error) =>
          error ? reject(error) : resolve(),
        )
      })
    },
  })
}

/**
 * Returns the endpoints of a style's resources besides tiles, the same for everyone; they need no database.
 */
export function assetEndpoints(): readonly Endpoint[] {
  return [legendsEndpoint(), spriteEndpoint(), imageEndpoint(), fontEndpoint(), glyphEndpoint()]
}
