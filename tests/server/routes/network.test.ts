import { expect, it } from 'vitest'
import type { NetworkKeeper } from '../../../geodata/network/keeper.ts'
import { networkNow } from '../../../server/routes/network.ts'

it('asks the reader to come back while the first network is being built', async () => {
  const keeper = { currentWithin: async () => null } as unknown as NetworkKeeper
  await expect(networkNow(keeper)).rejects.toMatchObject({
    status: 503,
    headers: { 'Retry-After': '5' },
    detail: { zh: expect.stringContaining('5 秒后重试'), en: expect.stringContaining('Try again in 5 s') },
  })
})
