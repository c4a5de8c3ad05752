/** The reader's choices for an import, and the requests made from them. */
import type { DeliveryRequest } from '../../geodata/model/answers/delivery.ts'
import type {
  ImportPreviewAnswer,
  ImportRequestBody,
  PreviewRequestBody,
} from '../../geodata/model/answers/imports.ts'

/** How a required column is filled: by a column of the file, or by one value for all rows. */
interface Fill {
  readonly field: string
  readonly value: string
}

/** Empty strings mean no choice. */
export interface Choices {
  readonly as: string
  readonly crs: string
  readonly swapped: boolean
  readonly encoding: string
  readonly layer: string
  readonly source: string
  readonly licence: string
  /** Parameters from an old datum to WGS 84. */
  readonly towgs84: string
  /** Whether the file is complete within its extent, or within the areas of another file. */
  readonly coverage: '' | 'extent' | 'file' | 'none'
  readonly surveyFile: { readonly id: string; readonly name: string } | null
  /** YYYY-MM-DD. */
  readonly surveyedOn: string
  readonly surveyedBy: string
  readonly fills: Readonly<Record<string, Fill>>
  /** The reader agrees to replace rows of the source. */
  readonly replace: boolean
}

export const untouched = (as: string): Choices => ({
  as,
  crs: '',
  swapped: false,
  encoding: '',
  layer: '',
  source: '',
  licence: '',
  towgs84: '',
  coverage: '',
  surveyFile: null,
  surveyedOn: '',
  surveyedBy: '',
  fills: {},
  replace: false,
})

function shared(file: string, choices: Choices): Omit<PreviewRequestBody, 'survey_file'> {
  const fills = Object.entries(choices.fills)
  const map = fills.flatMap(([column, { field }]) => (field === '' ? [] : [[field, column]]))
  const set = fills.flatMap(([column, { field, value }]) =>
    field === '' && value.trim() !== '' ? [[column, value.trim()]] : [],
  )
  return {
    file,
    as: choices.as,
    ...(choices.crs.trim() === '' ? {} : { crs: choices.crs.trim(), swap_axes: choices.swapped }),
    ...(choices.towgs84.trim() === '' ? {} : { towgs84: choices.towgs84.trim() }),
    ...(choices.encoding === '' ? {} : { encoding: choices.encoding }),
    ...(choices.layer.trim() === '' ? {} : { layer: choices.layer.trim() }),
    ...(choices.source.trim() === '' ? {} : { source: choices.source.trim() }),
    ...(choices.licence.trim() === '' ? {} : { licence: choices.licence.trim() }),
    ...(map.length === 0 ? {} : { map: Object.fromEntries(map) }),
    ...(set.length === 0 ? {} : { set: Object.fromEntries(set) }),
  }
}

const surveyOf = ({ coverage, surveyFile }: Choices) =>
  coverage === 'file' && surveyFile !== null ? { survey_file: surveyFile.id } : {}

/** Without a coordinate system the server uses the file's, or a guess. */
export const previewRequest = (file: string, choices: Choices): PreviewRequestBody => ({
  ...shared(file, choices),
  ...surveyOf(choices),
})

/** When and by whom the covered ground was surveyed; nothing without a coverage. */
function surveyFacts({ coverage, surveyedOn, surveyedBy }: Choices) {
  if (coverage !== 'file' && coverage !== 'extent') return {}
  return {
    ...(surveyedOn === '' ? {} : { surveyed_on: surveyedOn }),
    ...(surveyedBy.trim() === '' ? {} : { surveyed_by: surveyedBy.trim() }),
  }
}

/** A guess that the reader saw and did not change is now stated. */
const seen = ({ crs }: ImportPreviewAnswer) =>
  crs?.from === 'guess' ? { crs: crs.read, swap_axes: crs.swapped } : {}

/** Checks what was previewed. Values for all rows are not part of a delivery. */
export function checkRequest(file: string, choices: Choices, preview: ImportPreviewAnswer): DeliveryRequest {
  const { set: _, ...rest } = shared(file, choices)
  return { ...seen(preview), ...rest }
}

/** Imports what was previewed. */
export function importRequest(
  file: string,
  choices: Choices,
  preview: ImportPreviewAnswer,
): ImportRequestBody {
  const { source, replaces } = preview
  return {
    ...seen(preview),
    ...shared(file, choices),
    source,
    ...surveyOf(choices),
    ...(choices.coverage === 'extent' || choices.coverage === 'none' ? { coverage: choices.coverage } : {}),
    ...surveyFacts(choices),
    ...(replaces && choices.replace ? { replaces: { last_import: replaces.last_import?.id ?? null } } : {}),
  }
}
