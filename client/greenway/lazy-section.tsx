/** A section of a card whose module is loaded when the first card shows it. */
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { CardSection, CardSectionProps } from '../desk.ts'

export function lazySection(load: () => Promise<CardSection>): CardSection {
  return function LazySection(props: CardSectionProps) {
    const Section = useSignal<CardSection | null>(null)
    useEffect(() => {
      load()
        .then((loaded) => {
          Section.value = loaded
        })
        .catch((error: unknown) => console.error(error))
    }, [])
    return Section.value ? <Section.value {...props} /> : null
  }
}
