/** Who may be asking, from least to most trusted; `public` is anyone who has not said who they are. */
export const roles = ['public', 'officer', 'lead', 'planner', 'admin'] as const
export type Role = (typeof roles)[number]
