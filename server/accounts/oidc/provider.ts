/** The OpenID provider of the settings: authorization code flow with PKCE, state and nonce. */
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientSecretBasic,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  fetchUserInfo,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'
import { lazy } from '../../../geodata/model/memo.ts'
import type { Settings } from '../../settings.ts'
import type { AccountRole } from '../accounts.ts'

const TIMEOUT_S = 10

/** What the browser must bring back unchanged. */
export interface Expected {
  readonly state: string
  readonly nonce: string
  readonly verifier: string
}

export type OidcSettings = Pick<
  Settings,
  'oidcIssuer' | 'oidcClientId' | 'oidcClientSecret' | 'oidcScopes' | 'oidcRolesClaim' | 'oidcRoles'
>

type Claims = Readonly<Record<string, unknown>>

/** A person as the provider describes them. */
export interface Person {
  readonly issuer: string
  readonly subject: string
  readonly name: string
  readonly title: string | undefined
  /** Empty if no value of the claim maps to a role. */
  readonly roles: readonly AccountRole[]
}

export class Oidc {
  readonly #settings: OidcSettings
  readonly #issuer: string
  /** Loaded once, and again after a failure. */
  readonly #discovered = lazy(() => this.#discover())

  /** `issuer` is that of the settings. */
  constructor(settings: OidcSettings, issuer: string) {
    this.#settings = settings
    this.#issuer = issuer
  }

  /** Returns the address for the browser, which comes back to `redirectUri`. */
  async begin(redirectUri: string): Promise<{ readonly url: URL; readonly expected: Expected }> {
    const configuration = await this.#discovered()
    const verifier = randomPKCECodeVerifier()
    const expected = { state: randomState(), nonce: randomNonce(), verifier }
    const url = buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: this.#settings.oidcScopes,
      state: expected.state,
      nonce: expected.nonce,
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    })
    return { url, expected }
  }

  /**
   * Returns the person who came back, by the address of the callback. Throws errors of openid-client if
   * anything does not match.
   */
  async end(address: URL, { state, nonce, verifier }: Expected): Promise<Person> {
    const configuration = await this.#discovered()
    const tokens = await authorizationCodeGrant(configuration, address, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    })
    const claims = tokens.claims()
    if (!claims) throw new Error('The OpenID provider sent no ID token.')
    const asked = configuration.serverMetadata().userinfo_endpoint
    const more: Claims = asked ? await fetchUserInfo(configuration, tokens.access_token, claims.sub) : {}
    return this.#person({ ...more, ...claims }, claims.iss, claims.sub)
  }

  #person(claims: Claims, issuer: string, subject: string): Person {
    const text = (name: string) => (typeof claims[name] === 'string' ? claims[name].trim() : '') || undefined
    const name = text('preferred_username') ?? text('email') ?? subject
    const values = new Set(valuesOf(claims, this.#settings.oidcRolesClaim))
    const roles = this.#settings.oidcRoles.filter(([value]) => values.has(value)).map(([, role]) => role)
    return { issuer, subject, name, title: text('name'), roles: [...new Set(roles)] }
  }

  #discover(): Promise<Configuration> {
    const { oidcClientId = '', oidcClientSecret: secret } = this.#settings
    const url = new URL(this.#issuer)
    return discovery(
      url,
      oidcClientId,
      undefined,
      secret === undefined ? None() : ClientSecretBasic(secret),
      {
        timeout: TIMEOUT_S,
        // The settings allow plain http on this machine only.
        execute: url.protocol === 'http:' ? [allowInsecureRequests] : [],
      },
    )
  }
}

/**
 * Returns the texts of a claim with one or several values; `a.b` is b within a if no claim has exactly that
 * name.
 */
function valuesOf(claims: Claims, path: string): readonly string[] {
  const found = Object.hasOwn(claims, path) ? claims[path] : path.split('.').reduce<unknown>(member, claims)
  return (Array.isArray(found) ? found : [found]).filter((value) => typeof value === 'string')
}

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined
