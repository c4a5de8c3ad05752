/** What an API token may be used for, within what its account may do. */
export const scopes = ['read', 'write', 'positions:write', 'admin'] as const
export type Scope = (typeof scopes)[number]
