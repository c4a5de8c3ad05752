import type { Layer, Restriction } from '../layer.ts'
import { names, property } from './property.ts'

/** Patrol data are restricted to patrol roles. */
const restricted: Restriction = { roles: ['officer', 'lead', 'admin'], limit: 'zones', others: 'nothing' }

export const patrolLayers: readonly Layer[] = [
  {
    id: 'patrol_zones',
    title: { zh: '巡查片区', en: 'Patrol zones' },
    description: {
      zh: '联合执法的巡查责任片区',
      en: 'Zones of responsibility of the joint enforcement team',
    },
    group: 'patrol',
    geometry: 'MultiPolygon',
    minzoom: 9,
    maxzoom: 15,
    label: 'name',
    restricted,
    writableBy: ['lead', 'admin'],
    properties: [
      property('code', 'string', '片区编号', 'Zone', { inTiles: true }),
      ...names,
      property('area_m2', 'number', '面积', 'Area', { unit: 'm2', measured: 'area' }),
      property('greenway_length_m', 'number', '绿道长度', 'Length of greenway', { unit: 'm' }),
    ],
  },
  {
    id: 'units',
    title: { zh: '巡查组', en: 'Units' },
    description: {
      zh: '“1车5人”巡查组的位置与状态',
      en: 'Position and state of the formations of one vehicle and five people',
    },
    group: 'patrol',
    geometry: 'Point',
    minzoom: 9,
    maxzoom: 15,
    label: 'name',
    restricted,
    writableBy: ['lead', 'admin'],
    properties: [
      property('code', 'string', '单元编号', 'Unit', { inTiles: true }),
      ...names,
      property('state', 'string', '状态', 'State', { codes: 'unitStates', inTiles: true }),
      property('zone_code', 'string', '片区', 'Zone', { inTiles: true }),
      property('members', 'integer', '人数', 'Members', { unit: 'person' }),
      property('vehicle', 'string', '车辆', 'Vehicle'),
      property('phone', 'string', '值班电话', 'Phone on duty'),
      property('skills', 'strings', '力量构成', 'Forces and skills'),
      property('position_at', 'datetime', '定位时间', 'Position at'),
      property('accuracy_m', 'number', '定位精度', 'Accuracy', { unit: 'm' }),
      property('heading', 'number', '方向', 'Heading', { unit: 'degree', inTiles: true }),
    ],
  },
  {
    id: 'incidents',
    title: { zh: '事件', en: 'Incidents' },
    description: { zh: '受理的事件及其 51030 时间', en: 'Incidents taken in, with their 51030 times' },
    group: 'patrol',
    geometry: 'Point',
    minzoom: 8,
    maxzoom: 15,
    label: 'number',
    restricted,
    writableBy: ['officer', 'lead', 'admin'],
    properties: [
      property('number', 'string', '编号', 'Number'),
      property('kind', 'string', '类型', 'Kind', { codes: 'incidentKinds', inTiles: true }),
      property('state', 'string', '状态', 'State', { codes: 'incidentStates', inTiles: true }),
      property('channel', 'string', '来源渠道', 'Channel', { codes: 'incidentChannels' }),
      property('zone_code', 'string', '片区', 'Zone', { inTiles: true }),
      property('unit_code', 'string', '处置单元', 'Unit'),
      property('received_at', 'datetime', '受理时间', 'Received'),
      property('routed_at', 'datetime', '派单时间', 'Routed'),
      property('arrived_at', 'datetime', '到场时间', 'Arrived'),
      property('fed_back_at', 'datetime', '反馈时间', 'Fed back'),
      property('closed_at', 'datetime', '办结时间', 'Closed'),
    ],
  },
]
