import { expect, it } from 'vitest'
import { routesFromBytes } from '../../../geodata/model/routes/bytes.ts'
import { routeCosts } from '../../../geodata/model/routes/costs.ts'
import { CostsThread } from '../../../geodata/network/costs.ts'
import { at, bytesOf, way } from '../model/routes/hand-made.ts'

it('computes the costs of profiles in a thread, as the caller would', async () => {
  const bytes = bytesOf({ ways: [way([at(0, 0), at(1, 0), at(1, 1)], { class: 'steps' })] })
  const thread = new CostsThread(bytes)
  const graph = routesFromBytes(bytes)
  const [walk, pushchair] = await Promise.all([
    thread.costs('walk', []),
    thread.costs('pushchair', ['steps']),
  ])
  expect(walk).toEqual(routeCosts(graph, 'walk', []))
  expect(pushchair).toEqual(routeCosts(graph, 'pushchair', ['steps']))
})

it('tells when the thread fails', async () => {
  const thread = new CostsThread(new ArrayBuffer(8))
  await expect(thread.costs('walk', [])).rejects.toThrow()
})
