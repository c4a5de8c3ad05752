/** Lets a test send requests as any viewer: `Authorization: Bearer <name>` is the viewer of that name. */
import { publicViewer, type Viewer } from '../../geodata/access/viewer.ts'
import { type Access, notRecognised } from '../../server/access/access.ts'

/** Viewers by name, without limits unless the name says so. */
export const actors = {
  officer: { role: 'officer' },
  /** In the fixture's zone Z1. */
  officerOfZ1: { role: 'officer_limited', zones: ['Z1'] },
  lead: { role: 'lead' },
  leadOfZ1: { role: 'lead_limited', zones: ['Z1'] },
  leadOfZ2: { role: 'lead_limited', zones: ['Z2'] },
  planner: { role: 'planner' },
  /** In the fixture's town 青山湖街道. */
  plannerOfTown: { role: 'planner_limited', towns: ['330112008'] },
  admin: { role: 'admin' },
} satisfies Record<string, Viewer>

export type Actor = keyof typeof actors

/** Returns the headers of a request by a viewer; none without a name. */
export const by = (actor?: Actor): Record<string, string> =>
  actor === undefined ? {} : { authorization: `Bearer ${actor}` }

/** Identifies the viewers above. */
export const actingAccess: Access = {
  identify({ headers: { authorization } }) {
    if (authorization === undefined) return publicViewer
    const known: Readonly<Record<string, Viewer>> = actors
    const viewer = known[authorization.replace(/^Bearer /, '')]
    if (viewer === undefined) throw notRecognised()
    return viewer
  },
}

/** Returns access in which every request comes from one viewer. */
export const always = (viewer: Viewer): Access => ({ identify: () => viewer })
