import { describe, expect, it } from 'vitest'
import { findLayer } from '../../../../geodata/model/catalogue.ts'
import { crs84 } from '../../../../geodata/model/coordinate-systems.ts'
import { ProblemError } from '../../../../server/errors.ts'
import { parseJson } from '../../../../server/features/filter/parse-json.ts'
import { parseText } from '../../../../server/features/filter/parse-text.ts'
import { filterSql } from '../../../../server/features/filter/to-sql.ts'
import { limits } from '../../../../server/features/filter/tree.ts'
import { BoundValues } from '../../../../server/features/select/bound-values.ts'

describe('names of functions', () => {
  it.each(['constructor', '__proto__', 'toString'])('reads %s as an unknown function', (name) => {
    const layer = findLayer('roads')
    if (!layer) throw new Error('the catalogue has no roads')
    const asText = parseText(`${name}(name)`)
    const asJson = parseJson(JSON.stringify({ op: name, args: [{ property: 'name' }] }))
    for (const filter of [asText, asJson])
      expect(() => filterSql(filter, layer, crs84, new BoundValues())).toThrow(ProblemError)
  })
})

describe('limits', () => {
  const refused = (read: () => unknown, words: string) => {
    expect(read).toThrow(ProblemError)
    expect(read).toThrow(words)
  }

  it('apply to length, depth, parts and vertices', () => {
    refused(() => parseText(`x = '${'a'.repeat(limits.characters)}'`), 'characters')
    refused(() => parseJson(' '.repeat(limits.characters + 1)), 'characters')
    for (const [open, close] of [
      ['(', ')'],
      ['NOT ', ''],
      ['-', ''],
      ['casei(', ')'],
      ['A_EQUALS((', '))'],
    ] as const) {
      refused(() => parseText(`${open.repeat(1000)}x${close.repeat(1000)}`), `${limits.depth} levels`)
    }
    refused(() => parseJson(`${'['.repeat(7900)}${']'.repeat(7900)}`), `${limits.depth} levels`)
    refused(() => parseText(Array(limits.nodes).fill('x=1').join('or ')), 'parts')
    refused(() => parseText(`S_WITHIN(g,LINESTRING(${'0 0,'.repeat(limits.vertices)}0 0))`), 'vertices')
  })
})
