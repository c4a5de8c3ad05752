/** Entries of the server, each with a button that deletes it. */
import type { ComponentChildren } from 'preact'
import { Failure, useAction } from '../../parts/form.tsx'
import { Loaded, type Resource } from '../../parts/resource.tsx'
import { sendJson } from '../../source/send.ts'
import { language } from '../../store.ts'
import { messages } from './messages.ts'

interface Props<Entry> {
  readonly resource: Resource<readonly Entry[]>
  /** An entry is deleted at this path and its id. */
  readonly path: string
  /** Name for the button; the entry's own by default. */
  readonly nameOf?: (entry: Entry) => string
  readonly children: (entry: Entry) => ComponentChildren
}

export function EntryList<Entry extends { readonly id: number; readonly name: string }>({
  resource,
  path,
  nameOf = ({ name }) => name,
  children,
}: Props<Entry>) {
  const spoken = language.value
  const action = useAction()
  const remove = (id: number) =>
    action.run(async () => {
      await sendJson('DELETE', `${path}/${id}`)
      resource.reload()
    })
  return (
    <>
      <Failure reason={action.failure} />
      <Loaded resource={resource}>
        {(list) => (
          <>
            {list.length === 0 && <p class="muted">{messages.none[spoken]}</p>}
            <ul class="plain entries">
              {list.map((entry) => (
                <li key={entry.id} class="entry">
                  <div>{children(entry)}</div>
                  <button
                    type="button"
                    class="text-button danger"
                    disabled={action.busy}
                    onClick={() => void remove(entry.id)}
                  >
                    {messages.remove[spoken]}
                    <span class="visually-hidden"> {nameOf(entry)}</span>
                  </button>
                </li>
              ))}
            </ul>
          </>
        )}
      </Loaded>
    </>
  )
}
