/** Lines of the street plan and the widths of their streets. */
export type StreetClass = 'primary' | 'secondary' | 'tertiary'

export interface StreetLine {
  /** Position in metres of the plan: u of a north-south street, v of an east-west one. */
  readonly at: number
  readonly class: StreetClass
}

/** Metres from the middle of a street to the lots. */
export const halfWidths: Readonly<Record<StreetClass, number>> = { primary: 22, secondary: 15, tertiary: 9 }
