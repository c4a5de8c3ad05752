/**
 * Surveys a drawing (ASCII DXF) for what GDAL does not report: its end, its arcs, and entities that GDAL
 * skips.
 */
import { basename } from 'node:path'
import type { Text } from '../../../model/text.ts'
import { ImportError } from '../../error.ts'
import { drawingPairs } from './pairs.ts'

export interface DrawingSurvey {
  /** Arcs, circles, ellipses, bulges and splines. */
  readonly curves: number
  /** Of all curves but splines, in units of the drawing, at the scale at which blocks are inserted. */
  readonly largestRadius: number
  /** Of hatches only; GDAL divides their arcs. */
  readonly largestHatchRadius: number
  /** Largest scale at which a block is inserted, at least 1. */
  readonly largestScale: number
  /** Whether all coordinates could be longitudes and latitudes. */
  readonly isInDegrees: boolean
  readonly notes: readonly Text[]
}

/** Entities that GDAL turns into features. */
const known = new Set(
  '3DFACE 3DSOLID ARC ATTDEF ATTRIB BODY CIRCLE DIMENSION ELLIPSE HATCH INSERT LEADER LINE LWPOLYLINE MLEADER MLINE MTEXT MULTILEADER POINT POLYLINE REGION SEQEND SOLID SPLINE SURFACE TEXT TRACE VERTEX'.split(
    ' ',
  ),
)
const SHOWN = 12

/** Throws ImportError if the drawing has no end mark, because it is incomplete. */
export async function surveyDrawing(file: string): Promise<DrawingSurvey> {
  const survey = new Survey()
  for await (const { code, value } of drawingPairs(file)) survey.take(code, value.trim())
  if (!survey.hasEnd) throw cut(basename(file))
  return survey.result()
}

class Survey {
  hasEnd = false
  #section = ''
  #isSectionStart = false
  #entity = ''
  #values = new Map<number, number>()
  #pending: { x: number; y: number; bulge: number } | null = null
  #vertex: { x: number; y: number; bulge: number } | null = null
  #firstVertex: { x: number; y: number } | null = null
  #isClosed = false
  #largest = 0
  #largestInBlock = 0
  #largestHatch = 0
  #edge = 0
  #largestScale = 1
  #farthest = 0
  #curves = 0
  readonly #unread = new Map<string, number>()

  take(code: number, text: string): void {
    if (code === 0) {
      this.#endEntity()
      this.#entity = text
      this.#values = new Map()
      if (text === 'EOF') this.hasEnd = true
      this.#isSectionStart = text === 'SECTION'
      if (this.#section === 'ENTITIES' || this.#section === 'BLOCKS') this.#count(text)
      return
    }
    if (code === 2 && this.#isSectionStart) {
      this.#section = text
      this.#isSectionStart = false
      return
    }
    if (this.#section === 'ENTITIES' && (code === 10 || code === 20)) this.#reach(Number(text))
    if (['LWPOLYLINE', 'VERTEX', 'HATCH'].includes(this.#entity)) this.#takeVertex(code, Number(text))
    if (this.#entity === 'HATCH') this.#takeEdge(code, Number(text))
    if (this.#entity === 'POLYLINE' && code === 70) this.#isClosed = (Number(text) & 1) !== 0
    if (!this.#values.has(code)) this.#values.set(code, Number(text))
  }

  result(): DrawingSurvey {
    const unread = [...this.#unread].sort((a, b) => b[1] - a[1])
    const listed = unread.slice(0, SHOWN).map(([type, count]) => `${type} ${count}`)
    const list = `${listed.join(', ')}${unread.length > SHOWN ? ', …' : ''}`
    return {
      curves: this.#curves,
      largestRadius: Math.max(this.#largest, this.#largestInBlock * this.#largestScale, this.#largestHatch),
      largestHatchRadius: this.#largestHatch * this.#largestScale,
      largestScale: this.#largestScale,
      isInDegrees: this.#farthest <= 360,
      notes:
        unread.length === 0
          ? []
          : [{ zh: `图纸中未读的实体：${list}`, en: `Entities of the drawing that are not read: ${list}` }],
    }
  }

  #count(type: string): void {
    const isFrame = ['BLOCK', 'ENDBLK', 'ENDSEC', 'SECTION', 'EOF'].includes(type)
    if (!isFrame && !known.has(type)) this.#unread.set(type, (this.#unread.get(type) ?? 0) + 1)
  }

  #endEntity(): void {
    const at = (code: number) => this.#values.get(code) ?? 0
    if (this.#entity === 'ARC' || this.#entity === 'CIRCLE') this.#arc(at(40))
    else if (this.#entity === 'ELLIPSE') this.#arc(Math.hypot(at(11), at(21)))
    else if (this.#entity === 'SPLINE') this.#curves++
    else if (this.#entity === 'INSERT') {
      const scale = Math.max(Math.abs(at(41) || 1), Math.abs(at(42) || 1))
      if (Number.isFinite(scale)) this.#largestScale = Math.max(this.#largestScale, scale)
    } else if (this.#entity === 'POLYLINE' || this.#entity === 'HATCH') this.#startLine()
    else if (this.#entity === 'SEQEND') this.#closeLine()
    else if (this.#entity === 'LWPOLYLINE') {
      this.#isClosed = (at(70) & 1) !== 0
      this.#closeLine()
    }
  }

  #startLine(): void {
    this.#vertex = null
    this.#firstVertex = null
  }

  #takeVertex(code: number, value: number): void {
    if (code === 10) {
      this.#pending = { x: value, y: 0, bulge: 0 }
    } else if (code === 20 && this.#pending) {
      this.#bulgeTo(this.#pending.x, value)
      this.#vertex = { x: this.#pending.x, y: value, bulge: 0 }
      this.#firstVertex ??= { x: this.#pending.x, y: value }
      this.#pending = null
    } else if (code === 42 && this.#vertex) this.#vertex.bulge = value
  }

  /** Reads an edge of a hatch: 2 is an arc with its radius, 3 an ellipse with the end of its major axis. */
  #takeEdge(code: number, value: number): void {
    if (code === 72) this.#edge = value
    else if (this.#edge === 2 && code === 40) this.#arc(value)
    else if (this.#edge === 3 && (code === 11 || code === 21)) this.#arc(Math.SQRT2 * Math.abs(value))
  }

  #closeLine(): void {
    if (this.#isClosed && this.#firstVertex) this.#bulgeTo(this.#firstVertex.x, this.#firstVertex.y)
    this.#startLine()
    this.#isClosed = false
  }

  /** The bulge is the tangent of a quarter of the arc's angle. */
  #bulgeTo(x: number, y: number): void {
    if (!this.#vertex || this.#vertex.bulge === 0) return
    const { bulge } = this.#vertex
    const chord = Math.hypot(x - this.#vertex.x, y - this.#vertex.y)
    this.#arc((chord * (1 + bulge * bulge)) / (4 * Math.abs(bulge)))
  }

  #reach(value: number): void {
    if (Math.abs(value) > this.#farthest) this.#farthest = Math.abs(value)
  }

  #arc(radius: number): void {
    if (!Number.isFinite(radius) || radius <= 0) return
    this.#curves++
    if (this.#entity === 'HATCH') {
      this.#largestHatch = Math.max(this.#largestHatch, radius)
      return
    }
    // A block may be inserted larger than it is drawn.
    if (this.#section === 'BLOCKS') this.#largestInBlock = Math.max(this.#largestInBlock, radius)
    else this.#largest = Math.max(this.#largest, radius)
  }
}

const cut = (name: string) =>
  new ImportError({
    zh: `${name} 不完整：图纸没有结束标记（EOF），拒绝导入。请重新复制或导出。`,
    en: `${name} is cut short: the drawing has no end mark (EOF), and it is refused. Copy or export it again.`,
  })
