import { describe, expect, it } from 'vitest'
import { readSettings, settingsTable } from '../../server/settings.ts'
import { SettingsError } from '../../server/settings-error.ts'

describe('settings', () => {
  it('have a default for everything', () => {
    expect(readSettings({})).toEqual({
      port: 8080,
      host: '127.0.0.1',
      databaseUrl: undefined,
      dataDir: 'var',
      sample: true,
      sampleWalk: true,
      mapApprovalNumber: undefined,
      workers: 1,
      rateLimits: 1,
      poolSize: 8,
      statementTimeoutMs: 30_000,
      trustProxy: 0,
      slaFrom: 'receipt',
      offRouteMetres: 150,
      offRouteSeconds: 60,
      smtpUrl: undefined,
      smtpFrom: undefined,
      contactsKey: undefined,
      contactsKeyPrevious: undefined,
      contactsKeptDays: 180,
      positionsKeptDays: 30,
      sessionIdleMinutes: 60,
      sessionHours: 12,
      signInLinkHours: 24,
      oidcIssuer: undefined,
      oidcClientId: undefined,
      oidcClientSecret: undefined,
      oidcScopes: 'openid profile',
      oidcRolesClaim: 'roles',
      oidcRoles: [],
      oidcTokenDays: 30,
      tileCacheMb: 128,
      valkeyUrl: undefined,
      filesDir: undefined,
      filesKeptDays: 7,
      uploadMb: 512,
      archives: new Map(),
      logLevel: 'info',
    })
  })

  it('use given values, and treat an empty text as missing', () => {
    const settings = readSettings({
      PORT: '9000',
      SAMPLE: 'false',
      DATABASE_URL: 'postgres://a@b/c',
      HOST: ' ',
    })
    expect(settings).toMatchObject({
      port: 9000,
      sample: false,
      databaseUrl: 'postgres://a@b/c',
      host: '127.0.0.1',
    })
  })

  it.each([
    ['PORT', 'abc'],
    ['PORT', '70000'],
    ['PORT', '-1'],
    ['SAMPLE', 'yes'],
    ['DATABASE_URL', 'localhost:5432'],
    ['DATABASE_URL', 'mysql://a/b'],
    ['STATEMENT_TIMEOUT_MS', '1'],
    ['POOL_SIZE', '1'],
    ['WORKERS', '2'],
    ['WORKERS', '0'],
    ['LOG_LEVEL', 'loud'],
    ['TRUST_PROXY', 'true'],
  ])('name the wrong one: %s=%s', (name, value) => {
    const reading = () => readSettings({ [name]: value })
    expect(reading).toThrow(SettingsError)
    expect(reading).toThrow(new RegExp(`^${name} should be `))
  })

  it('name all wrong ones, and never print a password', () => {
    const reading = () => readSettings({ PORT: 'x', DATABASE_URL: 'mysql://me:secret@host/db' })
    expect(reading).toThrow(/PORT should be[\s\S]*DATABASE_URL should be/)
    expect(reading).not.toThrow(/secret/)
  })

  it('say what is wrong in both languages', () => {
    let text: unknown
    try {
      readSettings({ PORT: '-1', OIDC_ISSUER: 'https://id.example' })
    } catch (error) {
      text = (error as SettingsError).text
    }
    expect(text).toEqual({
      zh: 'PORT 应为 0 至 65535 的整数，现在是“-1”。\n设置了 OIDC_ISSUER 时，应设置 OIDC_CLIENT_ID，现在未设置。',
      en: 'PORT should be an integer from 0 to 65535, but was "-1".\nOIDC_CLIENT_ID should be set where OIDC_ISSUER is, but is not.',
    })
  })

  it('name a wrong key of contacts, and never print it', () => {
    const reading = () => readSettings({ CONTACTS_KEY: 'my secret' })
    expect(reading).toThrow(/^CONTACTS_KEY should be 64 hexadecimal digits/)
    expect(reading).not.toThrow(/my secret/)
    expect(() => readSettings({ CONTACTS_KEY_PREVIOUS: 'ab'.repeat(32) })).toThrow(/^CONTACTS_KEY should be/)
  })

  it('are each described for the README', () => {
    for (const { name, description } of settingsTable) {
      expect(name).toMatch(/^[A-Z_]+$/)
      expect(description.length).toBeGreaterThan(20)
    }
  })
})
