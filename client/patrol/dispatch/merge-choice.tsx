/** Possible duplicates of this incident, with reasons. */
import type { Signal } from '@preact/signals'
import { formatCode } from '../../format.ts'
import { Loaded, useResource } from '../../parts/resource.tsx'
import { duplicatesPath, readDuplicates, whyText } from '../duplicates.ts'
import type { CaseProps } from './case.ts'
import { messages } from './messages.ts'

export function MergeChoice({
  context,
  incident,
  into,
}: CaseProps & { readonly into: Signal<number | null> }) {
  const spoken = context.language.value
  const { id, lon, lat, kind, words, received_at } = incident
  const likely = useResource(
    duplicatesPath({ lon, lat, kind, words, at: received_at, except: id }),
    readDuplicates,
  )
  return (
    <Loaded resource={likely}>
      {(found) =>
        found.length === 0 ? (
          <p class="muted small">{messages.noneToMerge[spoken]}</p>
        ) : (
          <fieldset class="case-merge">
            <legend class="small">{messages.mergePick[spoken]}</legend>
            {found.map((one) => (
              <label key={one.id} class="choice">
                <input
                  type="radio"
                  name="case-into"
                  checked={into.value === one.id}
                  onChange={() => {
                    into.value = one.id
                  }}
                />
                <span>
                  {formatCode(one.kind, 'incidentKinds', spoken)} {one.number}
                  <span class="small muted case-merge-why">{whyText(one, spoken)}</span>
                </span>
              </label>
            ))}
          </fieldset>
        )
      }
    </Loaded>
  )
}
