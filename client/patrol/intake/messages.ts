/** Texts of the form for new reports. */
import type { Text } from '../../../geodata/model/text.ts'

const text = (zh: string, en: string): Text => ({ zh, en })

export const messages = {
  open: text('受理新事件', 'Take in a report'),
  found: text('上报发现的问题', 'Report what you found'),
  title: text('受理事件', 'New incident'),
  place: text('地点', 'Place'),
  placeHint: text(
    '地名、道路、经纬度（119.76,30.24），或绿道里程（青山湖 12.3 km）',
    'A name, a road, coordinates (119.76,30.24) or kilometres along a greenway (Qingshan 12.3 km)',
  ),
  ownPlace: text('我的位置', 'My location'),
  pick: text('在地图上点选', 'Pick on the map'),
  picking: text('在地图上点击事发地点，Esc 取消', 'Click the place on the map. Escape cancels'),
  chosenPlace: text('已定位', 'Place set'),
  noPlace: text('尚未定位', 'No place yet'),
  noneFound: text('没有找到这个地点', 'No such place found'),
  places: text('候选地点', 'Places found'),
  beyond: text('超出全长', 'beyond its length of'),
  kind: text('类型', 'Type'),
  kindAsked: text('请选择类型', 'Choose a type'),
  priority: text('优先级', 'Priority'),
  channel: text('来源', 'Channel'),
  words: text('情况描述', 'What is reported'),
  contact: text('报告人联系方式（加密保存）', 'Contact of the reporter (stored encrypted)'),
  name: text('姓名', 'Name'),
  phone: text('电话', 'Phone'),
  submit: text('受理', 'Take in'),
  cancel: text('取消', 'Cancel'),
  placeAsked: text('请先定位', 'Set the place first'),
  takenIn: text('已受理', 'Taken in:'),
  photoHint: text('最多 5 张，可不拍；不带拍摄信息发送', 'Up to 5, optional. Sent without camera data.'),
  photoPlace: text('照片记有拍摄位置', 'The photo says where it was taken:'),
  usePhotoPlace: text('作为事发地点', 'Use as the place'),
  kept: text('已离线保存，联网后自动上报', 'Kept offline. It is reported when there is a connection.'),
  duplicates: text('可能是同一事件', 'This may be reported already'),
  openIt: text('打开', 'Open'),
  addToIt: text('记入该事件', 'Add to it'),
} as const
