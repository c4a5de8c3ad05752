/** Choice of the coordinate system: the file's, the guess, or another; the map shows each at once. */
import { useSignal } from '@preact/signals'
import type { ImportPreviewAnswer } from '../../geodata/model/answers/imports.ts'
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
  readonly onChange: (change: Pick<Choices, 'crs' | 'swapped'>) => void
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
  const likely = crs?.alternatives.map((one) => one.crs) ?? []
  const systems = [...new Set([...likely, ...COMMON])]
  const isListed = choices.crs === '' || systems.includes(choices.crs)
  const swapped = choices.crs === '' ? (crs?.swapped ?? false) : choices.swapped
  const swappedFor = (system: string) => crs?.alternatives.find((one) => one.crs === system)?.swapped ?? false
  return (
    <>
      <Choice
        label={say(messages.system, spoken)}
        value={isOther.value || !isListed ? OTHER : choices.crs}
        options={[
          ['', own],
          ...systems.map((one) => [one, titles[one] ?? one] as const),
          [OTHER, say(messages.systemOther, spoken)],
        ]}
        onChange={(value) => {
          isOther.value = value === OTHER
          if (value !== OTHER) onChange({ crs: value, swapped: swappedFor(value) })
        }}
      />
      {(isOther.value || !isListed) && (
        <LineField
          label={say(messages.systemAsked, spoken)}
          hint={say(messages.systemHint, spoken)}
          value={choices.crs}
          onChange={(value) => onChange({ crs: value, swapped: swappedFor(value) })}
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
          onChange={(checked) => onChange({ crs: choices.crs || (crs?.read ?? ''), swapped: checked })}
        />
      )}
    </>
  )
}
