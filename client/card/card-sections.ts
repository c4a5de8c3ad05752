/** Sections that the open desk adds to the cards of a layer. */
import { signal } from '@preact/signals'
import type { CardSection } from '../desk.ts'

export interface AddedSection {
  readonly layer: string
  readonly Section: CardSection
  /** Attributes that the section shows. */
  readonly shown: readonly string[]
}

export const cardSections = signal<readonly AddedSection[]>([])
