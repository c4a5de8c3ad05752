/** Lines of the street plan and how wide their streets are. */
export type StreetClass = 'primary' | 'secondary' | 'tertiary'

export interface StreetLine {
  /** Where it runs: u of a north-south street, v of an east-west one, in metres of the plan. */
  readonly at: number
  readonly class: StreetClass
}

/** Metres from the middle of a street to the lots. */
export const halfWidths: Readonly<Record<StreetClass, number>> = { primary: 22, secondary: 15, tertiary: 9 }
