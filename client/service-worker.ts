/**
 * Opens the page without a connection, for accounts that work in the field. It keeps the page and its files, which
 * are the same for everyone, and no data: what an account has seen is kept apart, by account
 * (client/offline/kept-answers.ts).
 */
import { shellKind } from './offline/shell-requests.ts'

interface WorkerEvent extends Event {
  waitUntil(work: Promise<unknown>): void
}

interface FetchEvent extends WorkerEvent {
  readonly request: Request
  respondWith(answer: Promise<Response>): void
}

interface Worker {
  readonly registration: { readonly scope: string }
  readonly clients: { claim(): Promise<void> }
  skipWaiting(): Promise<void>
  addEventListener(type: 'install' | 'activate', on: (event: WorkerEvent) => void): void
  addEventListener(type: 'fetch', on: (event: FetchEvent) => void): void
  addEventListener(type: 'message', on: (event: WorkerEvent & { readonly data: unknown }) => void): void
}

/** TypeScript knows the page's scope only. */
const worker = globalThis as unknown as Worker
const CACHE = 'shuangxi-shell'
const scope = () => worker.registration.scope

/** The page's own address answers programs with JSON. */
const isPage = (answer: Response): boolean =>
  answer.headers.get('content-type')?.startsWith('text/html') === true

/** Answers from the network, else with the copy under a name. */
async function newestOf(request: Request, name: string, isWanted = (_: Response) => true): Promise<Response> {
  const shell = await caches.open(CACHE)
  try {
    const answer = await fetch(request)
    if (answer.ok && !answer.redirected && isWanted(answer)) await shell.put(name, answer.clone())
    return answer
  } catch (error) {
    const kept = await shell.match(name, { ignoreVary: true })
    if (kept) return kept
    throw error
  }
}

async function assetOf(request: Request): Promise<Response> {
  const shell = await caches.open(CACHE)
  const kept = await shell.match(request.url, { ignoreVary: true })
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) await shell.put(request.url, answer.clone())
  return answer
}

/** Keeps the page and the files that it uses, and forgets those of older versions. */
async function keepShell(files: readonly string[]): Promise<void> {
  const shell = await caches.open(CACHE)
  const wanted = new Set([scope(), ...files])
  const known = new Set((await shell.keys()).map(({ url }) => url))
  for (const url of known) if (!wanted.has(url)) await shell.delete(url)
  const missing = [...wanted].filter((url) => url === scope() || !known.has(url))
  await Promise.all(
    missing.map((url) =>
      shell.add(url === scope() ? new Request(url, { headers: { accept: 'text/html' } }) : url),
    ),
  )
}

/** Files among the URLs in a message of the page. */
function filesIn(data: unknown): string[] {
  const urls: readonly unknown[] = Array.isArray(data) ? data : []
  const isFile = (url: unknown): url is string => {
    const kind = typeof url === 'string' ? shellKind({ method: 'GET', mode: 'cors', url }, scope()) : null
    return kind === 'asset' || kind === 'file'
  }
  return [...new Set(urls.filter(isFile))]
}

worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()))
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()))
worker.addEventListener('message', (event) => {
  event.waitUntil(keepShell(filesIn(event.data)))
})
worker.addEventListener('fetch', (event) => {
  const kind = shellKind(event.request, scope())
  // Parameters of the address do not change the page.
  if (kind === 'page') event.respondWith(newestOf(event.request, scope(), isPage))
  if (kind === 'file') event.respondWith(newestOf(event.request, event.request.url))
  if (kind === 'asset') event.respondWith(assetOf(event.request))
})
