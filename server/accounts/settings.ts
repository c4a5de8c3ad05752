/** Settings of accounts, sessions and the OpenID provider. */
import { z } from 'zod'
import { roles } from '../../geodata/model/roles.ts'
import { define, expecting, integer, integersFrom, shortText } from '../setting-definition.ts'

/** Plain http is allowed on this machine only, because codes and tokens are sent there. */
const issuer = z.string().refine((value) => {
  const url = URL.canParse(value) ? new URL(value) : undefined
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname))
})

const isLoopback = (host: string) => ['localhost', '127.0.0.1', '[::1]'].includes(host)

const roleOfValue = z.tuple([z.string().min(1).max(200), z.enum(roles).exclude(['public'])])

/** `value=role,…`; a value may map to several roles. */
const roleMapping = z
  .string()
  .max(20_000)
  .transform((list) => {
    const entries = list.split(',').filter((one) => one.trim() !== '')
    return entries.map((one) => {
      const at = one.lastIndexOf('=')
      return [one.slice(0, Math.max(at, 0)).trim(), one.slice(at + 1).trim()]
    })
  })
  .pipe(z.array(roleOfValue))

export const accountSettings = {
  sessionIdleMinutes: define({
    name: 'SESSION_IDLE_MINUTES',
    expected: integersFrom(1, 10080),
    fallback: '60',
    description: 'A session without requests ends after this time, in minutes.',
    schema: integer(1, 10_080),
  }),
  sessionHours: define({
    name: 'SESSION_HOURS',
    expected: integersFrom(1, 720),
    fallback: '12',
    description: 'Maximum length of a session, in hours.',
    schema: integer(1, 720),
  }),
  signInLinkHours: define({
    name: 'SIGN_IN_LINK_HOURS',
    expected: integersFrom(1, 168),
    fallback: '24',
    description: 'How long a one-time sign-in link can be used, in hours.',
    schema: integer(1, 168),
  }),
  oidcIssuer: define({
    name: 'OIDC_ISSUER',
    expected: expecting('OpenID 身份提供方的 https 地址', 'the https address of an OpenID provider'),
    fallback: undefined,
    description: 'OpenID Connect provider for signing in; its callback is `/sign-in/oidc/callback`.',
    schema: issuer.optional(),
  }),
  oidcClientId: define({
    name: 'OIDC_CLIENT_ID',
    expected: expecting(
      '本服务器在 OpenID 身份提供方的客户端标识',
      'the id that the OpenID provider knows this server by',
    ),
    fallback: undefined,
    description: 'Id of this server at the OpenID provider.',
    schema: shortText.optional(),
  }),
  oidcClientSecret: define({
    name: 'OIDC_CLIENT_SECRET',
    expected: expecting(
      'OpenID 身份提供方发给本服务器的密钥',
      'the secret that the OpenID provider gave this server',
    ),
    fallback: undefined,
    description: 'Secret of this server at the OpenID provider; without it the server is a public client.',
    secret: true,
    schema: z.string().min(1).max(4096).optional(),
  }),
  oidcScopes: define({
    name: 'OIDC_SCOPES',
    expected: expecting(
      '以空格分隔的权限范围，须含 openid',
      'scopes with spaces between them, openid among them',
    ),
    fallback: 'openid profile',
    description: 'Scopes to request from the OpenID provider.',
    schema: shortText.refine((value) => value.split(' ').includes('openid')),
  }),
  oidcRolesClaim: define({
    name: 'OIDC_ROLES_CLAIM',
    expected: expecting('声明（claim）的名称', 'the name of a claim'),
    fallback: 'roles',
    description: 'Claim of the ID token or of userinfo with roles or groups; `a.b` is b within a.',
    schema: shortText,
  }),
  oidcRoles: define({
    name: 'OIDC_ROLES',
    expected: expecting(
      '形如 巡查班长=lead,planning-bureau=planner 的列表',
      'a list like 巡查班长=lead,planning-bureau=planner',
    ),
    fallback: '',
    description:
      'Roles for values of that claim: `value=role`, separated by commas; without a role nobody can sign in.',
    schema: roleMapping,
  }),
  oidcTokenDays: define({
    name: 'OIDC_TOKEN_DAYS',
    expected: integersFrom(1, 3650),
    fallback: '30',
    description:
      'API tokens of an account of the OpenID provider are valid for this time after its last sign-in, in days.',
    schema: integer(1, 3_650),
  }),
}
