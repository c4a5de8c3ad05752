/**
 * Texts of lists of facilities, in a separate file because a first visit, whose characters have their own
 * fonts, does not show them.
 */
import type { Text } from '../../geodata/model/text.ts'

export const foundMessages = {
  nearestOf: { zh: '最近的', en: 'Nearest: ' },
  allOf: { zh: '全部', en: 'All: ' },
  places: { zh: '处', en: '' },
  straightFrom: { zh: '直线距离，起点：', en: 'Straight-line distance from' },
  mapMiddle: { zh: '地图中心', en: 'Middle of the map' },
  ownPosition: { zh: '我的位置', en: 'My location' },
  pickedPlace: { zh: '所选地点', en: 'Chosen place' },
  pick: { zh: '在地图上选点', en: 'Pick on the map' },
  picking: { zh: '在地图上点击，选定起点', en: 'Click the map to set the start' },
  showAll: { zh: '显示全部', en: 'Show all' },
  onlyNearest: { zh: '只看最近的 5 处', en: 'Only the nearest 5' },
  noneNear: { zh: '20 公里内没有登记的', en: 'None recorded within 20 km: ' },
  none: { zh: '没有登记的', en: 'None recorded: ' },
  most: { zh: '只列出前 1000 处', en: 'Only the first 1000 are listed' },
  nearby: { zh: '附近', en: 'Nearby' },
  nearbyFrom: { zh: '从此处量的直线距离', en: 'straight-line distance from here' },
  nearbyFromMiddle: { zh: '从其中心量的直线距离', en: 'straight-line distance from its middle' },
  nothingNearby: { zh: '20 公里内没有登记的设施', en: 'No recorded facilities within 20 km' },
  fromStart: { zh: '距起点', en: 'from the start:' },
  openNow: { zh: '开放中', en: 'Open now' },
  closedNow: { zh: '未开放', en: 'Closed' },
  openUntil: { zh: '至', en: 'until' },
  opensAt: { zh: '开放时间', en: 'opens' },
  workedDay: {
    zh: '今天调休上班，开放时间可能按工作日',
    en: 'A weekend day worked in exchange for a holiday: weekday hours may apply',
  },
  holidayHours: { zh: '今天是法定节假日，开放时间可能不同', en: 'A public holiday: hours may differ' },
  toHere: { zh: '规划到这里', en: 'Plan a way here' },
  fromHere: { zh: '从这里出发', en: 'Start here' },
  goThere: { zh: '导航', en: 'Navigate by' },
  newWindow: { zh: '在新窗口打开', en: 'opens in a new window' },
} satisfies Record<string, Text>
