/** Choice of the coordinate system: the file's, the guess, or another; the map shows each at once. */
import { useSignal } from '@preact/signals'
import type { ImportPreviewAnswer } from '../../geodata/model/answers/imports.ts'
import { formatLength, formatNumber } from '../format.ts'
import { say } from '../messages.ts'
import { Choice } from '../parts/form.tsx'
import { language } from '../store.ts'
import type { Choices } from './choices.ts'
import { CheckBox, LineField } from './fields.tsx'
import { messages } from './messages.ts'

const COMMON = ['EPSG:4326', 'EPSG:4490', 'EPSG:4549', 'EPSG:4528', 'EPSG:3857', 'GCJ-02', 'BD-09'] as const

const titles: Readonly<Record<string, string>> = {
  'EPSG:4326': 'EPSG:4326 · WGS 84',
  'EPSG:4490': 'EPSG:4490 · CGCS2000',
  'EPSG:4549': 'EPSG:4549 · CGCS2000 3° 120°E',
  'EPSG:4528': 'EPSG:4528 · CGCS2000 3° 40',
  'EPSG:3857': 'EPSG:3857 · Web Mercator',
  'GCJ-02': 'GCJ-02 · 高德 Amap, 腾讯 Tencent',
  'BD-09': 'BD-09 · 百度 Baidu',
}

const OTHER = 'other'

interface Props {
  readonly preview: ImportPreviewAnswer | null
  readonly choices: Choices
  readonly onChange: (change: Pick<Choices, 'crs' | 'swapped' | 'towgs84'>) => void
}

export function SystemChoice({ preview, choices, onChange }: Props) {
  const spoken = language.value
  const isOther = useSignal(false)
  const crs = preview?.crs ?? null
  if (preview && crs === null) return null
  /** Used if nothing is chosen. */
  const own =
    crs?.from === 'file'
      ? `${crs.read} · ${say(messages.systemFile, spoken)}`
      : crs?.from === 'guess'
        ? `${crs.read} · ${say(messages.guessed, spoken)}`
        : say(messages.systemAny, spoken)
  const others = crs?.alternatives ?? []
  const systems = [...new Set([...others.map((one) => one.crs), ...COMMON])]
  const nameOf = (system: string) => {
    const other = others.find((one) => one.crs === system)
    if (other === undefined) return titles[system] ?? system
    const facts = [
      ...(other.metres > 0 ? [`${say(messages.away, spoken)} ${formatLength(other.metres, spoken)}`] : []),
      ...(other.matches
        ? [`${say(messages.matches, spoken)} ${formatNumber(other.matches * 100, spoken, 0)}%`]
        : []),
    ]
    return [titles[system] ?? `${system} · ${other.title[spoken]}`, ...facts].join(' · ')
  }
  const needsParameters = others.some((one) => one.crs === choices.crs && !one.is_certain)
  const isListed = choices.crs === '' || systems.includes(choices.crs)
  const swapped = choices.crs === '' ? (crs?.swapped ?? false) : choices.swapped
  const swappedFor = (system: string) => others.find((one) => one.crs === system)?.swapped ?? false
  return (
    <>
      <Choice
        label={say(messages.system, spoken)}
        value={isOther.value || !isListed ? OTHER : choices.crs}
        options={[
          ['', own],
          ...systems.map((one) => [one, nameOf(one)] as const),
          [OTHER, say(messages.systemOther, spoken)],
        ]}
        onChange={(value) => {
          isOther.value = value === OTHER
          if (value !== OTHER) onChange({ crs: value, swapped: swappedFor(value), towgs84: '' })
        }}
      />
      {(isOther.value || !isListed) && (
        <LineField
          label={say(messages.systemAsked, spoken)}
          hint={say(messages.systemHint, spoken)}
          value={choices.crs}
          onChange={(value) => onChange({ crs: value, swapped: swappedFor(value), towgs84: '' })}
        />
      )}
      {(needsParameters || choices.towgs84 !== '' || (preview === null && choices.crs !== '')) && (
        <LineField
          label={say(messages.parameters, spoken)}
          placeholder="dx,dy,dz[,rx,ry,rz,s]"
          value={choices.towgs84}
          onChange={(towgs84) => onChange({ crs: choices.crs, swapped: choices.swapped, towgs84 })}
        />
      )}
      {crs?.from === 'guess' && (
        <p class="message" data-guess={crs.read}>
          {say(messages.guessNote, spoken)}
        </p>
      )}
      {(swapped || choices.crs !== '') && (
        <CheckBox
          label={say(messages.swapped, spoken)}
          checked={swapped}
          onChange={(checked) =>
            onChange({ crs: choices.crs || (crs?.read ?? ''), swapped: checked, towgs84: choices.towgs84 })
          }
        />
      )}
    </>
  )
}
