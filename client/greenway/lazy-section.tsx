/** A part of a panel or card whose module is loaded when it is first shown. */
import { useSignal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect } from 'preact/hooks'

export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  return function LazyPart(props: Props) {
    const Part = useSignal<ComponentType<Props> | null>(null)
    useEffect(() => {
      load()
        .then((loaded) => {
          Part.value = loaded
        })
        .catch((error: unknown) => console.error(error))
    }, [])
    return Part.value ? <Part.value {...props} /> : null
  }
}
