import { createHash } from 'node:crypto'
import { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { publicViewer } from '../../../geodata/viewer.ts'
import { accessByTokens } from '../../../server/access/setting-tokens.ts'
import { readSettings, SettingsError } from '../../../server/settings.ts'

const digest = (token: string) => createHash('sha256').update(token).digest('hex')
const asking = (authorization?: string) => ({
  headers: authorization === undefined ? {} : { authorization },
  socket: new Socket(),
})

describe('access by tokens', () => {
  const access = accessByTokens([
    { role: 'planner', sha256: digest('plan-1') },
    { role: 'lead', sha256: digest('lead-1') },
  ])

  it('is public without a token', () => {
    expect(access.identify(asking())).toBe(publicViewer)
  })

  it("is the token's role, however the scheme is written", () => {
    expect(access.identify(asking('Bearer plan-1'))).toEqual({ role: 'planner' })
    expect(access.identify(asking('bearer  lead-1 '))).toEqual({ role: 'lead' })
  })

  it.each(['Bearer plan-2', 'Bearer', 'Basic cGxhbi0x', 'plan-1', `Bearer ${digest('plan-1')}`, ''])(
    'refuses %j with a 401',
    (header) => {
      expect(() => access.identify(asking(header))).toThrow(expect.objectContaining({ status: 401 }))
    },
  )

  it('comes from the settings', () => {
    const { accessTokens } = readSettings({
      ACCESS_TOKENS: `planner:${digest('a')}, admin:${digest('b').toUpperCase()}`,
    })
    expect(accessTokens).toEqual([
      { role: 'planner', sha256: digest('a') },
      { role: 'admin', sha256: digest('b') },
    ])
    expect(readSettings({}).accessTokens).toEqual([])
  })

  it.each(['planner:abc', `king:${digest('a')}`, digest('a'), `public:${digest('a')}`])(
    'settings refuse %j and do not repeat it',
    (text) => {
      expect(() => readSettings({ ACCESS_TOKENS: text })).toThrow(SettingsError)
      expect(() => readSettings({ ACCESS_TOKENS: text })).not.toThrow(text)
    },
  )
})
