/** Texts of the form for attributes, and of the list of versions. */
import type { Text } from '../../../geodata/model/text.ts'

export const messages = {
  edit: { zh: '修改属性', en: 'Edit attributes' },
  why: { zh: '修改理由（记入版本）', en: 'Reason (kept with the version)' },
  save: { zh: '保存', en: 'Save' },
  saving: { zh: '正在保存…', en: 'Saving…' },
  saved: { zh: '已保存，旧值保留在版本中', en: 'Saved. The former values stay in the versions' },
  stale: {
    zh: '您打开之后，他人修改了此要素，因此没有保存。重新读取后，您的改动会保留，他人的改动显示在其余各项中。',
    en: 'Someone changed this feature after you opened it, so nothing was saved. Read it again: your changes stay, and the other fields show theirs.',
  },
  again: { zh: '重新读取', en: 'Read again' },
  versions: { zh: '历史版本', en: 'Versions' },
  present: { zh: '现行', en: 'present' },
  deleted: { zh: '删除', en: 'deleted' },
  unknownReason: { zh: '未说明理由', en: 'no reason stated' },
  none: { zh: '未选择', en: 'None' },
} satisfies Record<string, Text>
