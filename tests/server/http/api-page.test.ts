import { chromium } from 'playwright-core'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { apiEndpoints } from '../../../server/http/api-page.ts'
import { endpoint } from '../../../server/http/endpoint.ts'
import { limitParameter } from '../../../server/http/parameters.ts'
import { chromiumFlags, findChromium } from '../../environment/chromium.ts'
import { serve } from '../serve.ts'

const echo = endpoint({
  operationId: 'echo',
  method: 'get',
  path: '/echo',
  tag: 'Echo',
  summary: 'Returns what it received',
  query: z.object({ limit: limitParameter(50, 10) }),
  responses: { 200: { description: 'ok', content: { 'application/json': z.object({ limit: z.int() }) } } },
  handle({ query }, response) {
    response.json(query)
  },
})

it('shows the document in a browser under the strict policy, without requests to other hosts', async () => {
  const server = await serve([
    echo,
    ...apiEndpoints([echo], { title: '双西图', description: 'd', version: '1' }),
  ])
  const executablePath = findChromium()
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: [...chromiumFlags],
  })
  try {
    const page = await browser.newPage()
    const foreign: string[] = []
    const complaints: string[] = []
    page.on('request', (request) => {
      if (!request.url().startsWith(server.url) && !request.url().startsWith('data:'))
        foreign.push(request.url())
    })
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(`${server.url}/api`)
    await page.getByText('双西图').first().waitFor()
    await page.getByText('Returns what it received').click()
    await page.getByRole('button', { name: 'Try it out' }).click()
    await page.getByRole('button', { name: 'Execute' }).click()
    await page.getByText('"limit": 10').first().waitFor()
    expect(foreign).toEqual([])
    expect(complaints).toEqual([])
  } finally {
    await browser.close()
    await server.close()
  }
}, 60_000)
