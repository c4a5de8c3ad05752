/** The extract as a page of its own address: opened from a card or by a link, and readable on a phone. */
import './extract.css'
import { useSignal } from '@preact/signals'
import { type Extract, extractSchema } from '../../../geodata/model/answers/planning-extract.ts'
import type { DeskContext } from '../../desk.ts'
import { formatDate } from '../../format.ts'
import { Dialog } from '../../parts/dialog.tsx'
import { Icon } from '../../parts/icons.tsx'
import { Loaded, useResource } from '../../parts/resource.tsx'
import { onServer } from '../../source/server-path.ts'
import { messages } from './messages.ts'
import { shownExtract } from './shown.ts'
import { Subject } from './subject.tsx'

const readAnswer = (body: unknown) => extractSchema.parse(body)

export function ExtractDialog({ context }: { readonly context: DeskContext }) {
  const query = shownExtract.value
  if (query === null) return null
  return <OpenExtract key={query} context={context} query={query} />
}

function OpenExtract({ context, query }: { readonly context: DeskContext; readonly query: string }) {
  const spoken = context.language.value
  const extract = useResource(`/planning/extract?${query}`, readAnswer)
  const close = () => {
    shownExtract.value = null
  }
  return (
    <Dialog title={messages.title[spoken]} kind="extract-dialog" onClose={close}>
      <div class="panel-body">
        <Loaded resource={extract}>{(found) => <Document context={context} extract={found} />}</Loaded>
      </div>
    </Dialog>
  )
}

/** The parameters that lead to the same bytes: those of the link of the answer. */
const fixedQuery = ({ links }: Extract): string => links.self.slice(links.self.indexOf('?') + 1)

function Document({ context, extract }: { readonly context: DeskContext; readonly extract: Extract }) {
  const spoken = context.language.value
  const { content, sha256, surroundings } = extract
  const query = fixedQuery(extract)
  // A card opens behind the dialog, so the dialog closes.
  const behind = {
    ...context,
    openCard: (reference: Parameters<DeskContext['openCard']>[0]) => {
      shownExtract.value = null
      context.openCard(reference)
    },
  }
  return (
    <article class="extract">
      <p class="muted small">
        {messages.asOf[spoken]} {formatDate(content.as_of, 'datetime', spoken)}
      </p>
      <p class="small">{content.disclaimer[spoken]}</p>
      <p class="extract-actions">
        {(['zh', 'en'] as const).map((lang) => (
          <a
            key={lang}
            class="button"
            href={onServer(`/planning/extract.pdf?${query}&lang=${lang}`)}
            target="_blank"
            rel="noreferrer"
          >
            <Icon name="download" size={16} /> {(lang === 'zh' ? messages.pdfZh : messages.pdfEn)[spoken]}
          </a>
        ))}
        <CopyLink context={context} address={extract.links.page} />
      </p>
      {content.not_found.map(({ asked, faults }) => (
        <p key={asked} class="message error">
          {messages.notFound[spoken]} {asked}: {faults.map((fault) => fault[spoken]).join(' ')}
        </p>
      ))}
      {content.subjects.map((subject) => (
        <Subject
          key={subject.number}
          context={behind}
          subject={subject}
          around={surroundings?.find(({ number }) => number === subject.number) ?? null}
        />
      ))}
      <p class="muted small extract-hash">
        {messages.hash[spoken]} <code>{sha256}</code>{' '}
        <a
          href={onServer(`/planning/extract/check?${query}&sha256=${sha256}`)}
          target="_blank"
          rel="noreferrer"
        >
          {messages.check[spoken]}
        </a>
      </p>
    </article>
  )
}

function CopyLink({ context, address }: { readonly context: DeskContext; readonly address: string }) {
  const spoken = context.language.value
  const copied = useSignal(false)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address)
      copied.value = true
    } catch {
      context.notify({ kind: 'information', text: { zh: '请复制链接', en: 'Copy the link' }, copy: address })
    }
  }
  return (
    <button type="button" class="button" onClick={copy}>
      <Icon name="copy" size={16} /> {(copied.value ? messages.copied : messages.copy)[spoken]}
    </button>
  )
}

/** Opens the extract of a parcel. */
export function ExtractButton({ context, code }: { readonly context: DeskContext; readonly code: string }) {
  if (code === '') return null
  const open = () => {
    shownExtract.value = new URLSearchParams({ parcel: code }).toString()
  }
  return (
    <button type="button" class="button extract-open" onClick={open}>
      {messages.open[context.language.value]}
    </button>
  )
}
