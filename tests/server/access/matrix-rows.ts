/**
 * A row for each operation of the OpenAPI document: the request, and each viewer's answer. Operations on
 * layers share the rows of their kind of layer.
 */
import { findLayer } from '../../../geodata/model/catalogue.ts'
import { tileAt } from '../../../geodata/model/tile.ts'
import {
  isLead,
  isOfPatrol,
  isPlanner,
  type Place,
  planIn,
  refusal,
  type Someone,
  seesPatrolsIn,
} from './matrix-actors.ts'
import { dispatchRows } from './matrix-dispatch-rows.ts'
import { extractRows } from './matrix-extract-rows.ts'
import { fileRows } from './matrix-file-rows.ts'
import { incidentRows } from './matrix-incident-rows.ts'
import { outlineRows } from './matrix-outline-rows.ts'
import {
  atAnyPlace,
  nobodys,
  open,
  patrolOnly,
  plannerOnly,
  type Row,
  type RowIds,
  uncreated,
  unlimitedPlannerOnly,
} from './matrix-row.ts'
import { unitRows } from './matrix-unit-rows.ts'

/** A tile with both places. */
const { z, x, y } = tileAt(119.77, 30.24, 10)
const tile = `${z}/${x}/${y}`
const ogcTile = `${z}/${y}/${x}`

/** A row about a feature of the own town, for everyone; `after` follows its id. */
const ownFeature = (before: string, layer: string, after = ''): Row => ({
  ask: (place, ids) => ({ path: place === 'own' ? `${before}/${ids(layer, 'own')}${after}` : undefined }),
  expect: () => 200,
})
const ownGreenway = (after: string) => ownFeature('/greenway/greenways', 'greenways', after)
const adminOnly = (path: string, status: number, body?: unknown) =>
  atAnyPlace(path, (who) => (who === 'admin' ? status : refusal(who)), body)
const accountOnly = (path: string, status: number, body?: unknown) =>
  atAnyPlace(path, (who) => (who === 'public' ? 401 : status), body)

const PATROL_LAYERS = ['patrol_zones', 'units', 'incidents']
/** Layers that planners of a town may change there; others are visible completely or not at all. */
const TOWN_LAYERS = [
  'greenways',
  'greenway_segments',
  'facilities',
  'entrances',
  'parcels',
  'control_lines',
  'plans',
  'coverages',
]

function seesRow(layer: string, who: Someone, place: Place): boolean {
  if (PATROL_LAYERS.includes(layer)) return seesPatrolsIn(who, place)
  return layer !== 'plans' || planIn(who, place)
}

const mayWrite = (layer: string, who: Someone): boolean => {
  if (who === 'admin') return true
  if (layer === 'incidents') return isOfPatrol(who)
  if (PATROL_LAYERS.includes(layer)) return isLead(who)
  return TOWN_LAYERS.includes(layer) && isPlanner(who)
}

const mayWriteIn = (layer: string, who: Someone, place: Place): boolean =>
  mayWrite(layer, who) &&
  (PATROL_LAYERS.includes(layer) ? seesPatrolsIn(who, place) : who === 'admin' || planIn(who, place))

/** Returns the status of writes that fail at the end: by an invalid body, or by another ETag. */
function writeStatus(layer: string, who: Someone, place: Place, allowed: number): number {
  if (!mayWrite(layer, who)) return refusal(who)
  if (!seesRow(layer, who, place)) return 404
  return mayWriteIn(layer, who, place) ? allowed : 403
}

function layerRow(layer: string, operation: string): Row | undefined {
  const closed = PATROL_LAYERS.includes(layer)
  const items = `/collections/${layer}/items`
  const item = (place: Place, ids: RowIds) => {
    const id = ids(layer, place)
    return id === undefined ? undefined : `${items}/${id}`
  }
  const headers = { 'if-match': '"another"' }
  switch (operation) {
    case 'getItems':
      return closed ? patrolOnly(`${items}?limit=100`) : open(`${items}?limit=100`)
    case 'getItem':
      return {
        ask: (place, ids) => ({ path: item(place, ids) }),
        expect: (who, place) => {
          if (closed && !isOfPatrol(who)) return refusal(who)
          return seesRow(layer, who, place) ? 200 : 404
        },
      }
    case 'getVersions':
      return {
        ask: (place, ids) => {
          const path = item(place, ids)
          return { path: path === undefined ? undefined : `${path}/versions` }
        },
        expect: (who, place) => (seesRow(layer, who, place) ? 200 : 404),
      }
    case 'createItem':
      return atAnyPlace(items, (who) => (mayWrite(layer, who) ? 400 : refusal(who)), {})
    case 'replaceItem':
    case 'updateItem':
      return {
        ask: (place, ids) => ({ path: item(place, ids), body: { properties: { nothing: 1 } }, headers }),
        expect: (who, place) => (mayWrite(layer, who) ? 400 : writeStatus(layer, who, place, 400)),
      }
    case 'deleteItem':
      return {
        ask: (place, ids) => ({ path: item(place, ids), headers }),
        expect: (who, place) => writeStatus(layer, who, place, 412),
      }
  }
  return undefined
}

/** Path of the contact of an incident in a place. */
export const contactIn = (place: Place) =>
  place === 'own' ? { name: '机密近', phone: '13912340001' } : { name: '机密远', phone: '13912340006' }

const contact: Pick<Row, 'ask'> = {
  ask: (place, ids) => {
    const id = ids('incidents', place)
    return { path: id === undefined ? undefined : `/patrol/incidents/${id}/contact` }
  },
}

const rows: Readonly<Record<string, Row>> = {
  signInByOidc: open('/sign-in/oidc', 404),
  endSignInByOidc: open('/sign-in/oidc/callback?state=a&code=b', 404),
  // The earlier guesses from this address are too many.
  signIn: atAnyPlace('/sign-in', () => 429, { name: 'nobody at all', password: 'not the password' }),
  signInByLink: atAnyPlace('/sign-in/link', () => 429, { token: 'a'.repeat(43) }),
  getMe: open('/me'),
  getMySessions: accountOnly('/me/sessions', 200),
  endMySession: accountOnly(`/me/sessions/${uncreated}`, 404),
  getMyTokens: accountOnly('/me/tokens', 200),
  revokeMyToken: accountOnly(`/me/tokens/${uncreated}`, 404),
  makeMyToken: accountOnly('/me/tokens', 400, {}),
  setMyPassword: accountOnly('/me/password', 400, {}),
  getAccounts: adminOnly('/admin/accounts', 200),
  createAccount: adminOnly('/admin/accounts', 400, {}),
  getAccount: adminOnly(`/admin/accounts/${uncreated}`, 404),
  changeAccount: adminOnly(`/admin/accounts/${uncreated}`, 404, { title: 'x' }),
  makeSignInLink: adminOnly(`/admin/accounts/${uncreated}/link`, 404),
  getSessionsOfAccount: adminOnly(`/admin/accounts/${uncreated}/sessions`, 404),
  endSessionsOfAccount: adminOnly(`/admin/accounts/${uncreated}/sessions`, 404),
  getTokens: adminOnly('/admin/tokens', 200),
  revokeToken: adminOnly(`/admin/tokens/${uncreated}`, 404),
  getAuditEntries: adminOnly('/admin/audit', 200),
  verifyAudit: adminOnly('/admin/audit/verification', 200),
  findPeople: adminOnly('/admin/people', 200, { q: '13800000000' }),
  exportPerson: adminOnly(`/admin/people/account-${uncreated}/export`, 404),
  erasePerson: adminOnly(`/admin/people/account-${uncreated}`, 404),

  getLandingPage: open('/?f=json'),
  getOgcLandingPage: open('/ogc'),
  beginEdition: open('/ogc/editing'),
  getEdition: open('/ogc/editing/1-abcdefghijklmnop'),
  getConformance: open('/conformance'),
  getCollections: open('/collections'),
  'dataset.vector.getTileSetsList': open('/tiles'),
  'dataset.vector.getTileSet': open('/tiles/WebMercatorQuad'),
  'dataset.vector.getTile': open(`/tiles/WebMercatorQuad/${ogcTile}`),
  getTileMatrixSetsList: open('/tileMatrixSets'),
  getTileMatrixSet: open('/tileMatrixSets/WebMercatorQuad'),
  getTerrainTile: open(`/tiles/terrain/${tile}.png`),
  getTerrainTileJson: open('/tiles/terrain.json'),
  getHillshadeTile: open(`/tiles/hillshade/${tile}.png`),
  getHillshadeTileJson: open('/tiles/hillshade.json'),
  getContoursTile: open(`/tiles/contours/${tile}.mvt`, 204),
  getContoursTileJson: open('/tiles/contours.json'),
  getElevation: open('/terrain/elevation?lon=119.77&lat=30.24'),
  followTileChanges: open('/tiles/changes'),
  getCompositeTileJson: open('/tiles.json'),
  search: open(`/search?q=${encodeURIComponent('机密')}&limit=20`),
  findNearest: open('/search/nearest?lon=119.77&lat=30.24&kinds=toilet,car_park'),
  getGreenwayFacilities: ownGreenway('/facilities?kind=toilet'),
  getGreenway: ownGreenway(''),
  getGreenwayProfile: ownGreenway('/profile'),
  getGreenwayHealth: open('/greenway/health'),
  getGreenwayHealthReport: open('/greenway/health/report'),
  getExplorePage: open('/explore'),
  getGreenwayPage: ownFeature('/explore/greenways', 'greenways'),
  getFacilityPage: ownFeature('/explore/facilities', 'facilities'),
  getSitemap: open('/sitemap.xml'),
  getRobots: open('/robots.txt'),
  getExploreStyle: open('/explore.css'),
  getPatrolZones: patrolOnly('/patrol/zones'),
  getIncidents: patrolOnly('/patrol/incidents'),
  ...incidentRows,
  ...extractRows,
  ...dispatchRows,
  getIncidentPoints: patrolOnly('/patrol/incidents/points'),
  ...unitRows,
  getIncidentContact: {
    ...contact,
    expect: (who, place) => (isLead(who) ? (seesPatrolsIn(who, place) ? 200 : 404) : refusal(who)),
  },
  putIncidentContact: {
    ask: (place, ids) => ({ ...contact.ask(place, ids), body: contactIn(place) }),
    expect: (who, place) => (isLead(who) ? (seesPatrolsIn(who, place) ? 204 : 404) : refusal(who)),
  },
  getParcelControlLines: {
    ask: (place, ids) => ({
      path: place === 'own' ? `/planning/parcels/${ids('parcels', 'own')}/control-lines` : undefined,
    }),
    expect: () => 200,
  },
  getPlanningSummary: open('/planning/summary'),
  getPlanningArea: open('/planning/area'),
  getParcels: open('/planning/parcels'),
  getParcelPlaces: open('/planning/parcels/places'),
  getParcelsAsCsv: open('/planning/parcels.csv'),
  getFiles: plannerOnly('/files', 200),
  beginUpload: plannerOnly('/files', 400, {}),
  getFile: plannerOnly(`/files/${nobodys}`, 404),
  uploadPart: plannerOnly(`/files/${nobodys}?offset=0`, 404, {}),
  getFileContent: plannerOnly(`/files/${nobodys}/content`, 404),
  deleteFile: plannerOnly(`/files/${nobodys}`, 404),
  getJobs: plannerOnly('/jobs', 200),
  getJob: plannerOnly(`/jobs/${nobodys}`, 404),
  cancelJob: plannerOnly(`/jobs/${nobodys}/cancel`, 404),
  previewImport: unlimitedPlannerOnly('/imports/previews', 400, {}),
  startImport: unlimitedPlannerOnly('/imports', 400, {}),
  ...outlineRows,
  checkDelivery: unlimitedPlannerOnly('/imports/checks', 400, {}),
  getDeliveryReport: unlimitedPlannerOnly(`/imports/checks/${nobodys}/report.pdf`, 404),
  getAbout: open('/about'),
  getNotice: open('/about/notice'),
  getLicence: open('/about/licences/GPL-2.0'),
  getArchives: open('/archives'),
  getArchiveTileJson: open('/archives/none.json', 404),
  getArchivedTile: open(`/archives/none/${tile}.mvt`, 404),
  getArchive: open('/archives/none.pmtiles', 404),
  getStyle: open('/style.json'),
  getLegends: open('/legends.json'),
  getSpriteSheet: open('/sprites/none.json', 404),
  getSpriteImage: open('/sprites/day/none.png', 404),
  getFont: open('/fonts/none.woff2', 404),
  getGlyphs: open('/fonts/none/0-255.pbf', 404),
  getHealth: open('/healthz'),
  getReadiness: open('/readyz'),
  getApi: open('/api?f=json'),
  // These end the viewer's session, so they come last.
  signOutEverywhere: accountOnly('/me/sessions', 204),
  signOut: open('/sign-out', 204),
}

/** Operations that are requested for each layer, by the layer's name in the path. */
const ofAnyLayer: Readonly<Record<string, (layer: string) => string>> = {
  getCollection: (layer) => `/collections/${layer}`,
  getCollectionSchema: (layer) => `/collections/${layer}/schema`,
  getCollectionQueryables: (layer) => `/collections/${layer}/queryables`,
  getCollectionSortables: (layer) => `/collections/${layer}/sortables`,
  getCollectionFeatureSchema: (layer) => `/collections/${layer}/schema/geojson`,
  'collection.vector.getTileSetsList': (layer) => `/collections/${layer}/tiles`,
  'collection.vector.getTileSet': (layer) => `/collections/${layer}/tiles/WebMercatorQuad`,
  'collection.vector.getTile': (layer) => {
    const zoom = Math.max(z, findLayer(layer)?.minzoom ?? 0)
    const at = tileAt(119.77, 30.24, zoom)
    return `/collections/${layer}/tiles/WebMercatorQuad/${zoom}/${at.y}/${at.x}`
  },
  getVectorTile: (layer) => `/tiles/${layer},${layer === 'roads' ? 'water' : 'roads'}/${tile}.mvt`,
  getTileJson: (layer) => `/tiles/${layer}.json`,
}

/** Returns the rows of an operation: one, or one for each of the layers; none if they were forgotten. */
export function rowsOf(operationId: string, layers: readonly string[]): readonly Row[] {
  const path = ofAnyLayer[operationId]
  if (path)
    return layers.map((layer) =>
      PATROL_LAYERS.includes(layer) ? patrolOnly(path(layer)) : open(path(layer)),
    )
  const [operation = '', layer = ''] = operationId.split('Of_')
  const row = findLayer(layer) ? layerRow(layer, operation) : rows[operationId]
  return row ? [row, ...fileRows(operationId)] : []
}

/** Operations with a row, which must all be in the document. */
export const namedOperations: readonly string[] = [...Object.keys(rows), ...Object.keys(ofAnyLayer)]

/** Returns whether an operation ends the viewer's session. */
export const endsSession = (operationId: string): boolean => /^signOut/.test(operationId)
