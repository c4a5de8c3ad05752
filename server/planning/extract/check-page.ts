/** The page behind the code on a printed extract. */
import type { ExtractContent } from '../../../geodata/model/answers/planning-extract.ts'
import type { Language, Text } from '../../../geodata/model/text.ts'
import { checkPageOf } from '../../report/check-page.ts'
import { momentText } from './pdf-numbers.ts'

const words = {
  title: { zh: '规划信息摘要核验', en: 'Check of a planning extract' },
  fits: {
    zh: '相符：该文件的内容散列与当时的数据一致。',
    en: 'It fits: the hash of the document agrees with the data of its moment.',
  },
  differs: {
    zh: '不符：该散列不是由此问题、时点与版本得出的。文件可能被改动，或由另一版本（如规划人员版）打印；规划人员版请登录后核验。',
    en: 'It does not fit: this question, moment and edition give another hash. The document may have been altered, or printed in another edition: sign in as a planner to check theirs.',
  },
  unchanged: { zh: '此后数据没有变化。', en: 'The data have not changed since.' },
  changed: {
    zh: '此后数据有变化：文件反映的是当时的情况，请查询最新摘要。',
    en: 'The data have changed since: the document tells of its moment. Ask for a new extract.',
  },
  ground: { zh: '查询对象', en: 'Ground' },
  moment: { zh: '数据时点（北京时间）', en: 'Data as of (China time)' },
  again: { zh: '打开当时的摘要（PDF）', en: 'Open the extract of that moment (PDF)' },
} satisfies Record<string, Text>

export interface Checked {
  readonly content: ExtractContent
  readonly sha256: string
  readonly asked: string
  readonly unchanged: boolean
  /** Address of the document. */
  readonly pdf: string
}

export function checkPage({ content, sha256, asked, unchanged, pdf }: Checked, language: Language): string {
  const say = (name: keyof typeof words) => words[name][language]
  const fits = sha256 === asked
  return checkPageOf(
    {
      ...{ title: say('title'), asked, sha256, verdict: say(fits ? 'fits' : 'differs') },
      comment: fits ? say(unchanged ? 'unchanged' : 'changed') : null,
      facts: [
        [say('ground'), content.index.map(({ code }) => code ?? '—').join(', ')],
        [say('moment'), momentText(content.as_of)],
      ],
      link: { address: pdf, words: say('again') },
      disclaimer: content.disclaimer[language],
    },
    language,
  )
}
