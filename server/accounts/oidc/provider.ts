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

/** What has to come back with the browser. */
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

/** Someone as the provider knows them. */
export interface Person {
  readonly issuer: string
  readonly subject: string
  readonly name: string
  readonly title: string | undefined
  /** None where no value of the claim stands for one. */
  readonly roles: readonly AccountRole[]
}

export class Oidc {
  readonly #settings: OidcSettings
  readonly #issuer: string
  /** Asked once; again where it could not be. */
  readonly #discovered = lazy(() => this.#discover())

  /** `issuer` is the settings' own. */
  constructor(settings: OidcSettings, issuer: string) {
    this.#settings = settings
    this.#issuer = issuer
  }

  /** Where to send a browser, which is to come back to `redirectUri`. */
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

  /** Who came back, by the address they came back to. Throws what openid-client throws where anything differs. */
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
        // The settings allow plain http to this machine only.
        execute: url.protocol === 'http:' ? [allowInsecureRequests] : [],
      },
    )
  }
}

/** The texts of a claim, which may be one or several; `a.b` is b within a where no claim has that very name. */
function valuesOf(claims: Claims, path: string): readonly string[] {
  const found = Object.hasOwn(claims, path) ? claims[path] : path.split('.').reduce<unknown>(member, claims)
  return (Array.isArray(found) ? found : [found]).filter((value) => typeof value === 'string')
}

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined
