/** Writing without If-Match below `/ogc/editing`, and with ETags as changed by proxies. */
import pg from 'pg'
import { expect, it } from 'vitest'
import { beginEdition } from '../../../../server/features/edit/edition.ts'
import { type Actor, by } from '../../../environment/acting.ts'
import { describeOnBoth } from '../../../environment/databases.ts'
import { toilet, writing } from './client.ts'

describeOnBoth('a program without If-Match', (db) => {
  const { url, send, create, read, problem } = writing(db)

  /** Opens the data as QGIS does: the landing page, then its link to the collections. */
  async function open(actor: Actor = 'planner') {
    const answer = await fetch(`${url()}/ogc/editing`, { headers: by(actor) })
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const { links } = (await answer.json()) as { links: { rel: string; href: string }[] }
    const collections = links.find(({ rel }) => rel === 'data')?.href ?? ''
    expect(collections).toMatch(new RegExp(`^${url()}/ogc/editing/\\d+-[\\w-]{16}/collections$`))
    const write = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
      fetch(`${collections}/${path}`, {
        method,
        headers: { ...by(actor), 'content-type': 'application/geo+json', ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
    return { collections, write, root: collections.replace(/\/collections$/, '') }
  }
  const nameOf = async (path: string) => (await read(path)).body.properties.name
  const patch = (name: string) => ({ properties: { name } })
  /** Makes someone else's change, with the current ETag. */
  const elsewhere = async (path: string, name: string) => {
    const { etag } = await read(path)
    const answer = await send('PATCH', path, 'planner', patch(name), { 'if-match': etag })
    expect(answer.status).toBe(204)
  }

  it('is told elsewhere how it may write', async () => {
    const path = await create('facilities', 'planner', toilet('甲'))
    expect(await problem(send('PUT', path, 'planner', toilet('乙')), 428)).toContain('/ogc/editing')
    expect(await problem(send('DELETE', path, 'planner'), 428)).toContain('/ogc/editing')
  })

  it('changes what nobody has changed since it opened the data, also repeatedly', async () => {
    const path = await create('facilities', 'planner', toilet('甲'))
    const { write } = await open()
    expect((await write('PUT', path, toilet('乙'))).status).toBe(204)
    expect((await write('PATCH', path, patch('丙'))).status).toBe(204)
    expect((await write('PUT', path, toilet('丁'))).status).toBe(204)
    expect(await nameOf(path)).toBe('丁')
    expect((await write('DELETE', path)).status).toBe(204)
    expect((await read(path)).status).toBe(404)
  })

  it('changes and deletes what it has created', async () => {
    const { write, collections } = await open()
    const made = await write('POST', 'facilities/items', toilet('新'))
    expect(made.status).toBe(201)
    const path = made.headers.get('location')?.slice(`${collections}/`.length) ?? ''
    expect(path).toMatch(/^facilities\/items\/\d+$/)
    expect((await write('PUT', path, toilet('更新'))).status).toBe(204)
    expect((await write('DELETE', path)).status).toBe(204)
  })

  it('never overwrites others’ changes: not by PUT, PATCH or DELETE, before its own write or after', async () => {
    const path = await create('facilities', 'planner', toilet('甲'))
    const { write } = await open()
    await elsewhere(path, '别人')
    for (const [method, body] of [['PUT', toilet('乙')], ['PATCH', patch('乙')], ['DELETE']] as const)
      expect(await problem(write(method, path, body), 412)).toContain('重新加载')
    expect(await nameOf(path)).toBe('别人')
    const again = await open()
    expect((await again.write('PUT', path, toilet('乙'))).status).toBe(204)
    await elsewhere(path, '又是别人')
    await problem(again.write('PUT', path, toilet('丙')), 412)
    expect(await nameOf(path)).toBe('又是别人')
    // Changed back to what the edition wrote: the same version, which it knows.
    await elsewhere(path, '乙')
    expect((await again.write('PATCH', path, patch('丙'))).status).toBe(204)
  })

  it('never overwrites a change by an import or by SQL', async () => {
    const path = await create('facilities', 'planner', toilet('甲'))
    const { write } = await open()
    await db().query("update facilities set name = '导入' where id = $1", [path.split('/').at(-1)])
    await problem(write('DELETE', path), 412)
    expect(await nameOf(path)).toBe('导入')
  })

  it('does not include writes of other editions', async () => {
    const path = await create('facilities', 'planner', toilet('甲'))
    const [first, second] = [await open(), await open()]
    expect((await first.write('PUT', path, toilet('乙'))).status).toBe(204)
    await problem(second.write('PUT', path, toilet('丙')), 412)
    expect(await nameOf(path)).toBe('乙')
  })

  it('is not valid in the future, nor for another account', async () => {
    const path = await create('facilities', 'planner', toilet('甲'))
    const { root, write } = await open()
    expect((await write('PATCH', path, patch('乙'))).status).toBe(204)
    const at = (point: string) =>
      fetch(`${url()}/ogc/editing/${point}-${'a'.repeat(16)}/collections/${path}`, {
        method: 'DELETE',
        headers: by('planner'),
      })
    await problem(at('9'.repeat(20)), 412)
    await problem(at('0'), 412)
    const asPublic = await fetch(`${root}/collections/${path}`, { method: 'DELETE' })
    await problem(asPublic, 401)
    expect((await fetch(`${url()}/ogc/editing/nothing`)).status).toBe(404)
  })

  it('may still send If-Match', async () => {
    const path = await create('facilities', 'planner', toilet('甲'))
    const { write } = await open()
    await elsewhere(path, '别人')
    const { etag } = await read(path)
    await problem(
      write('PATCH', path, patch('乙'), { 'if-match': '"0123456789abcdef0123456789abcdef-0"' }),
      412,
    )
    expect((await write('PATCH', path, patch('乙'), { 'if-match': etag })).status).toBe(204)
  })

  it('does not overwrite changes that were running when it opened the data', async () => {
    // The embedded database has one connection, so nothing else runs during a request.
    if (db().kind === 'embedded') return
    const path = await create('facilities', 'planner', toilet('甲'))
    let opened: Awaited<ReturnType<typeof open>> | undefined
    await db().transaction(async (client) => {
      await client.query("update facilities set name = '进行中' where id = $1", [path.split('/').at(-1)])
      opened = await open()
      expect(await nameOf(path)).toBe('甲')
    })
    await problem(opened?.write('PUT', path, toilet('乙')) ?? Promise.reject(), 412)
    expect(await nameOf(path)).toBe('进行中')
  })

  it('does not wait for a transaction of another database of the server', async () => {
    if (db().kind === 'embedded') return
    const { rows } = await db().query<{ url: string }>(
      `select format('postgresql://%s@%s:%s/postgres', current_user, host(inet_server_addr()), inet_server_port()) as url`,
    )
    const other = new pg.Client({ connectionString: rows[0]?.url })
    await other.connect()
    try {
      await other.query('begin; select pg_current_xact_id()')
      const path = await create('facilities', 'planner', toilet('甲'))
      const { write } = await open()
      expect((await write('PUT', path, toilet('乙'))).status).toBe(204)
    } finally {
      await other.end()
    }
  })

  it('ignores a transaction that begins between the snapshot and the look at the locks', async () => {
    if (db().kind === 'embedded') return
    await db().transaction(async (reader) => {
      await reader.query('set transaction isolation level repeatable read')
      const { rows } = await reader.query<{ next: string }>(
        'select pg_snapshot_xmax(pg_current_snapshot())::text as next',
      )
      await db().query('select pg_current_xact_id()')
      await db().transaction(async (writer) => {
        await writer.query('select pg_current_xact_id()')
        expect(Number.parseInt(await beginEdition(reader), 10)).toBeGreaterThan(Number(rows[0]?.next) - 1000)
      })
    })
  })

  it('writes with limited roles', async () => {
    const { write } = await open('lead')
    const unit = (await read('units/items?limit=1')).body.features[0]
    expect((await write('PATCH', `units/items/${unit.id}`, { properties: { members: 4 } })).status).toBe(204)
    expect((await write('PATCH', `units/items/${unit.id}`, { properties: { members: 6 } })).status).toBe(204)
  })

  it.each([
    ['as it is', (etag: string) => etag],
    ['weakened, as nginx does', (etag: string) => `W/${etag}`],
    ['with -gzip, as Apache does', (etag: string) => etag.replace(/"$/, '-gzip"')],
    ['with ;gzip', (etag: string) => etag.replace(/"$/, ';gzip"')],
    ['with --gzip, as Jetty does', (etag: string) => etag.replace(/"$/, '--gzip"')],
    ['weakened, with -br', (etag: string) => `W/${etag.replace(/"$/, '-br"')}`],
  ])('with an ETag %s changes that version only', async (_, handed) => {
    const path = await create('facilities', 'planner', toilet('甲'))
    const { etag } = await read(path)
    const change = () => send('PATCH', path, 'planner', patch('乙'), { 'if-match': handed(etag) })
    expect((await change()).status).toBe(204)
    await problem(change(), 412)
    await problem(send('DELETE', path, 'planner', undefined, { 'if-match': handed(etag) }), 412)
  })
})
