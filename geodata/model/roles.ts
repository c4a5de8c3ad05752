/** Roles, from least to most trusted; `public` is anyone who is not signed in. */
export const roles = ['public', 'officer', 'lead', 'planner', 'admin'] as const
export type Role = (typeof roles)[number]
