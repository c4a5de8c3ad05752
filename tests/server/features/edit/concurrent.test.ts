/** Concurrent writes: none fails because of others, and the search is updated by all. */
import { beforeAll, expect, it } from 'vitest'
import { describeOnPostgis } from '../../../environment/databases.ts'
import { toilet, writing } from './client.ts'

const WRITES = 30

describeOnPostgis('concurrent writes', (db) => {
  const { send, create, read, problem } = writing(db)
  const paths: string[] = []
  const many = <T>(work: (index: number) => Promise<T>) =>
    Promise.all(Array.from({ length: WRITES }, (_, index) => work(index)))
  const placesNamed = async (pattern: string) =>
    (
      await db().query<{ name: string }>(
        "select name from places where source like 'edit:%' and name like $1 order by name",
        [pattern],
      )
    ).rows.map(({ name }) => name)

  async function rename(index: number, name: string | null, etag?: string): Promise<number> {
    const path = paths[index] ?? ''
    const headers = {
      'if-match': etag ?? (await read(path)).etag,
      'content-type': 'application/merge-patch+json',
    }
    const answer = await send(
      'PATCH',
      path,
      index % 2 ? 'planner' : 'admin',
      { properties: { name } },
      headers,
    )
    await answer.arrayBuffer()
    return answer.status
  }

  beforeAll(async () => {
    const made = await many((index) =>
      create('facilities', index % 2 ? 'planner' : 'admin', toilet(`厕所${index % 5}`)),
    )
    paths.push(...made)
  })

  it('rename features of one source and of two, to the same names and to others', async () => {
    // Two toilets with one name at one place are one place in the search, in each source.
    expect(await placesNamed('厕所%')).toHaveLength(10)
    expect(await many((index) => rename(index, `公厕${WRITES - index}`))).toEqual(Array(WRITES).fill(204))
    expect(await placesNamed('厕所%')).toEqual([])
    expect(await placesNamed('公厕%')).toHaveLength(WRITES)
    for (const turn of [1, 2, 3])
      expect(await many((index) => rename(index, `公厕${(index + turn) % 4}`))).toEqual(
        Array(WRITES).fill(204),
      )
    // Three names of the numbers 0 to 3 in the source of odd and in that of even ones.
    expect(new Set(await placesNamed('公厕%'))).toEqual(new Set(['公厕0', '公厕1', '公厕2', '公厕3']))
  })

  it('of one feature have one winner, and the others are told so', async () => {
    const { etag } = await read(paths[0] ?? '')
    const statuses = await many((index) => rename(0, `先到${index}`, etag))
    expect(statuses.filter((status) => status === 204)).toHaveLength(1)
    expect(statuses.filter((status) => status === 412)).toHaveLength(WRITES - 1)
    expect(await placesNamed('先到%')).toHaveLength(1)
  })

  it('are repeated if PostgreSQL aborts them for a conflict, up to three times', async () => {
    // Also counts what was rolled back.
    await db().query('create sequence attempts')
    await db().query(`create function refuse_attempt() returns trigger language plpgsql as $$
      begin
        if nextval('attempts') <= tg_argv[0]::integer then
          raise exception 'deadlock detected' using errcode = tg_argv[1];
        end if;
        return new;
      end $$`)
    await db().query('grant usage on sequence attempts to public')
    const attempts = async () => (await db().query('select last_value from attempts')).rows[0]?.last_value
    const refuse = async (count: number, code: string) => {
      await db().query("select setval('attempts', 1, false)")
      await db().query(`create or replace trigger refuse_attempt before insert on facilities
        for each row execute function refuse_attempt(${count}, '${code}')`)
    }
    await refuse(2, '40P01')
    await create('facilities', 'planner', toilet('第三次'))
    expect(await attempts()).toBe(3)
    await refuse(2, '40001')
    await create('facilities', 'planner', toilet('又三次'))
    await refuse(3, '40P01')
    const answer = await send('POST', 'facilities/items', 'planner', toilet('不会有'))
    expect(answer.headers.get('retry-after')).toBe('1')
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    expect(await problem(answer, 503)).toContain('没有写入任何内容')
    expect(await attempts()).toBe(3)
    expect(await placesNamed('不会有')).toEqual([])
    await db().query('drop trigger refuse_attempt on facilities')
  })
})
