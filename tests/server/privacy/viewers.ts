/** One viewer of each kind. */
import { publicViewer, type Viewer, viewerFor } from '../../../geodata/access/viewer.ts'

const unlimited = { zones: null, towns: null }

export const viewers = {
  public: publicViewer,
  officer: viewerFor({ id: 11, roles: ['officer'], ...unlimited }),
  officerOfZ1: viewerFor({ id: 12, roles: ['officer'], zones: ['Z1'], towns: null }),
  lead: viewerFor({ id: 13, roles: ['lead'], ...unlimited }, '192.0.2.13'),
  leadOfZ1: viewerFor({ id: 14, roles: ['lead'], zones: ['Z1'], towns: null }),
  leadOfNothing: viewerFor({ id: 15, roles: ['lead'], zones: [], towns: null }),
  leadOfZ1AndPlanner: viewerFor({ id: 16, roles: ['lead', 'planner'], zones: ['Z1'], towns: null }),
  planner: viewerFor({ id: 17, roles: ['planner'], ...unlimited }),
  admin: viewerFor({ id: 18, roles: ['admin'], ...unlimited }, '192.0.2.18'),
} satisfies Record<string, Viewer>
