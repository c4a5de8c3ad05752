/** Scopes of API tokens, within the rights of the account. */
export const scopes = ['read', 'write', 'positions:write', 'admin'] as const
export type Scope = (typeof scopes)[number]
