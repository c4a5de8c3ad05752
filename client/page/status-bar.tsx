/** The status bar: scale, notices, credits and the map approval number. */
import { formatLength } from '../format.ts'
import { scaleFor } from '../map/scale.ts'
import { messages, say } from '../messages.ts'
import { Icon } from '../parts/icons.tsx'
import { onServer } from '../source/server-path.ts'
import { language, syntheticInView, view } from '../store.ts'
import { viewer } from '../viewer.ts'
import { about } from './about.ts'

const SCALE_ROOM = 96

function ScaleBar() {
  const { zoom, latitude } = view.value
  const { metres, width } = scaleFor(zoom, latitude, SCALE_ROOM)
  return (
    <div class="scale">
      {formatLength(metres, language.value)}
      <span class="scale-bar" style={{ width: `${Math.round(width)}px` }} />
    </div>
  )
}

export function StatusBar() {
  const spoken = language.value
  const known = about.value
  return (
    <div class="status-bar">
      {syntheticInView.value && (
        <span class="tag synthetic" title={say(messages.syntheticLong, spoken)}>
          <Icon name="flask" size={14} />
          <span class="tag-long">{say(messages.syntheticView, spoken)}</span>
          <span class="tag-short">{say(messages.synthetic, spoken)}</span>
        </span>
      )}
      {known?.database === 'embedded' && viewer.value?.roles.includes('admin') && (
        <span class="tag" title={say(messages.embeddedLong, spoken)}>
          <Icon name="database" size={14} />
          <span class="tag-name">{say(messages.embedded, spoken)}</span>
        </span>
      )}
      {known?.map_approval_number && (
        <span class="tag plain-tag">
          {say(messages.approval, spoken)} {known.map_approval_number}
        </span>
      )}
      <details class="credits">
        <summary>
          <Icon name="information" size={14} />
          <span>{say(messages.credits, spoken)}</span>
        </summary>
        <div class="credits-body floating">
          <ul class="plain">
            {(known?.credits ?? []).map((credit) => (
              <li key={credit}>{credit}</li>
            ))}
            <li>MapLibre · Maki (CC0) · Temaki (CC0) · Noto Sans SC (OFL 1.1)</li>
            {known && <li>Shuangxi {known.version}</li>}
            {(known?.components ?? []).map(({ name, version, licence, source }) => (
              <li key={source}>
                <a href={source}>
                  {name} {version}
                </a>{' '}
                ({licence})
              </li>
            ))}
            <li>
              {known && known.components.length > 0 && (
                <a href={onServer('/about/notice')}>{say(messages.notice, spoken)}</a>
              )}{' '}
              <a href={onServer('/licences.txt')}>{say(messages.pageLicences, spoken)}</a>
            </li>
          </ul>
        </div>
      </details>
      <ScaleBar />
    </div>
  )
}
