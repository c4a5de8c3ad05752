/** Composes the extract of a question: its content at one moment, and the hash of it. */
import { hasRole, type Viewer } from '../../../geodata/access/viewer.ts'
import { readsProperty } from '../../../geodata/access/visible-layer.ts'
import type { Database } from '../../../geodata/database/database.ts'
import { sqlFile } from '../../../geodata/database/sql.ts'
import type { ExtractContent } from '../../../geodata/model/answers/planning-extract.ts'
import type { Text } from '../../../geodata/model/text.ts'
import { dayInChina } from '../../../geodata/model/versions.ts'
import { badParameter } from '../../errors.ts'
import { contentHash } from '../../report/content-hash.ts'
import { type Question, writtenQuestion } from './question.ts'
import { type Ground, resolve } from './resolve.ts'
import { type DescribedGround, describeGround, type Stand } from './subject.ts'

const momentSql = sqlFile(import.meta.url, 'moment.sql')

const disclaimer: Text = {
  zh: '本摘要仅汇总所列时点已入库的数据，供查询参考，不构成审批、许可或权属证明；未覆盖处不作判断，请以主管部门核定结果为准。',
  en: 'This extract sums up the data stored at its moment. It is information, and neither an approval, a permit nor a proof of title. Where there is no data it says nothing. What the authorities in charge establish prevails.',
}

/** Subjects described at the same time. */
const AT_ONCE = 4

export interface ComposedExtract {
  readonly content: ExtractContent
  readonly sha256: string
  readonly described: readonly DescribedGround[]
}

/** Composes an extract for a viewer, whose rights `database` has. Throws ProblemErrors for wrong questions. */
export async function composeExtract(
  database: Database,
  viewer: Viewer,
  question: Question,
): Promise<ComposedExtract> {
  const moment = await momentOf(database, question)
  const readers = hasRole(viewer, 'planner') ? 'planner' : 'public'
  const stand = {
    moment,
    day: dayInChina(moment.getTime()),
    holders: readsProperty(viewer, 'parcels', 'holder'),
  }
  const { grounds, notFound } = await resolve(database, question, stand)
  const described = await describeAll(database, grounds, stand)
  const subjects = described.map(({ subject }) => subject)
  const content: ExtractContent = {
    kind: 'planning-extract',
    form: 1,
    question: writtenQuestion(question),
    as_of: moment.toISOString(),
    day: stand.day,
    edition: { readers, towns: readers === 'planner' && viewer.towns ? [...viewer.towns].sort() : null },
    area_crs: 'EPSG:4549',
    slivers: { area_m2: 1, width_m: 1 },
    index: subjects.map(indexEntry),
    not_found: [...notFound],
    subjects,
    synthetic: subjects.some(isSynthetic),
    disclaimer,
  }
  return { content, sha256: contentHash(content), described }
}

async function momentOf(database: Database, { asOf }: Question): Promise<Date> {
  const { rows } = await database.query<{ settled_ms: string; moment_ms: string }>(momentSql, [
    asOf ?? 'infinity',
  ])
  const [settled, moment] = [Number(rows[0]?.settled_ms), Number(rows[0]?.moment_ms)]
  // A moment within a running change would be answered differently after it.
  if (asOf !== undefined && asOf.getTime() > settled && Date.now() - asOf.getTime() > 1_000) {
    const latest = new Date(settled).toISOString()
    throw badParameter(
      'as-of',
      {
        zh: `不晚于 ${latest} 的时刻（正在写入数据）`,
        en: `at most ${latest}, because data are being written`,
      },
      asOf.toISOString(),
    )
  }
  return new Date(moment)
}

async function describeAll(
  database: Database,
  grounds: readonly Ground[],
  stand: Stand,
): Promise<DescribedGround[]> {
  const described: DescribedGround[] = []
  for (let from = 0; from < grounds.length; from += AT_ONCE) {
    const some = grounds.slice(from, from + AT_ONCE)
    described.push(
      ...(await Promise.all(
        some.map((ground, index) => describeGround(database, ground, from + index + 1, stand)),
      )),
    )
  }
  return described
}

type Subject = ExtractContent['subjects'][number]

const indexEntry = ({ number, parcel, area_m2, kinds }: Subject): ExtractContent['index'][number] => ({
  number,
  code: parcel?.code ?? null,
  area_m2,
  concerned: kinds.filter(({ result }) => result === 'concerned').map(({ kind }) => kind),
  unknown: kinds
    .filter(({ result, covered_percent }) => result !== 'concerned' && covered_percent < 100)
    .map(({ kind }) => kind),
})

const isSynthetic = ({ parcel, kinds, plans, buildings }: Subject): boolean =>
  parcel?.synthetic === true ||
  buildings.synthetic ||
  plans.list.some(({ synthetic }) => synthetic) ||
  kinds.some(({ lines, coverages }) => [...lines, ...coverages].some(({ synthetic }) => synthetic))
