/** Texts of an officer's view. */
import type { Text } from '../../../geodata/model/text.ts'

const text = (zh: string, en: string): Text => ({ zh, en })

export const messages = {
  title: text('我的任务', 'My task'),
  unit: text('我的巡查组', 'My unit'),
  chooseUnit: text('请选择所在巡查组', 'Choose your unit'),
  noTask: text('当前没有派给本组的事件', 'Nothing is assigned to your unit now'),
  tasks: text('起', 'in hand'),
  route: text('显示路线', 'Show the route'),
  hideRoute: text('收起路线', 'Hide the route'),
  noRoute: text('路线未能算出', 'The route is not known'),
  note: text('反馈说明', 'What was done'),
  noteHint: text('处置结果，随“反馈”一并上报', 'Goes with the feedback'),
  photo: text('拍照或选图', 'Add a photo'),
  photoAdded: text('照片已加入待发送', 'The photo will be sent'),
  photoPlace: text('照片记有拍摄位置', 'The photo says where it was taken:'),
  photoTakenAt: text('照片拍摄位置', 'Photo taken at'),
  photoWithPlace: text('随照片记下', 'Keep it with the photo'),
  photoWithoutPlace: text('不要位置', 'Without the place'),
  photoLarge: text('照片不能大于 15 MB', 'A photo may have at most 15 MB'),
  waiting: text('待发送', 'Waiting to be sent:'),
  items: text('项，联网后自动发送', 'items. They are sent when there is a connection.'),
  queued: text('已离线保存，联网后自动发送', 'Kept offline. It is sent when there is a connection.'),
  sendNow: text('立即发送', 'Send now'),
  refused: text('未被接受', 'Not accepted'),
  dismiss: text('知道了', 'Dismiss'),
  more: text('全部操作与记录', 'All actions and the log'),
  sos: text('紧急求助', 'SOS'),
  sosSent: text('求助已发出', 'The call for help was sent'),
  here: text('报到', 'Check in'),
  checkedIn: text('已报到', 'Checked in'),
  sosKey: text('再按一次确认求助', 'Press again to call for help'),
} as const
