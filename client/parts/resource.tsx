/** Server data in a dialog: loading, loaded, or failed with a retry button. */
import { useSignal } from '@preact/signals'
import type { ComponentChildren, VNode } from 'preact'
import { useEffect } from 'preact/hooks'
import type { Text } from '../../geodata/model/text.ts'
import { messages, say } from '../messages.ts'
import { isOffline, whenOnline } from '../source/connection.ts'
import { fetchJson } from '../source/fetch-json.ts'
import { isAbort, RequestError } from '../source/request.ts'
import { language } from '../store.ts'
import { Icon } from './icons.tsx'

export interface Resource<T> {
  readonly value: T | null
  readonly failure: Text | null
  reload(): void
}

/** A server that cannot answer now (503) is asked again after 4, 8, 16, 32 and 64 seconds. */
const AGAIN_MS = 4_000
const MOST_TRIES = 5

/**
 * Loads the JSON at a path, again when the path changes or the server was not ready; keeps the old data until the
 * new arrive.
 */
export function useResource<T>(path: string, check: (body: unknown) => T): Resource<T> {
  const value = useSignal<T | null>(null)
  const failure = useSignal<Text | null>(null)
  const attempt = useSignal(0)
  const refusals = useSignal(0)
  useEffect(() => {
    const abort = new AbortController()
    let timer: number | undefined
    const again = () => {
      attempt.value += 1
    }
    fetchJson(path, check, abort.signal)
      .then((found) => {
        value.value = found
        failure.value = null
        refusals.value = 0
      })
      .catch((error: unknown) => {
        if (isAbort(error)) return
        failure.value = error instanceof RequestError ? error.reason : messages.errorServer
        if (isOffline.peek()) whenOnline(again)
        else if (error instanceof RequestError && error.status === 503 && refusals.peek() < MOST_TRIES) {
          timer = window.setTimeout(again, AGAIN_MS * 2 ** refusals.peek())
          refusals.value += 1
        }
      })
    return () => {
      window.clearTimeout(timer)
      abort.abort()
    }
  }, [path, attempt.value])
  return {
    get value() {
      return value.value
    },
    get failure() {
      return failure.value
    },
    reload() {
      attempt.value += 1
    },
  }
}

interface Props<T> {
  readonly resource: Resource<T>
  readonly children: (value: T) => ComponentChildren
}

/** As `Loaded`, and shows what was loaded last as long as newer data fail to load. */
export function LastLoaded<T>(props: Props<T>) {
  const { value } = props.resource
  if (value === null) return <Loaded {...props} />
  return props.children(value) as VNode
}

export function Loaded<T>({ resource, children }: Props<T>) {
  const spoken = language.value
  if (resource.failure) {
    return (
      <div class="message error" role="alert">
        <Icon name="warning" size={18} />
        <span>{resource.failure[spoken]}</span>
        <button type="button" class="text-button" onClick={() => resource.reload()}>
          {say(messages.retry, spoken)}
        </button>
      </div>
    )
  }
  if (resource.value === null) {
    return (
      <div class="skeleton" role="status" aria-label={say(messages.loading, spoken)}>
        <span />
        <span />
        <span />
      </div>
    )
  }
  return <>{children(resource.value)}</>
}
