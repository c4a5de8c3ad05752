/** Checks the values of one feature. */
import { convertValue, textOf } from '../import/read/convert.ts'
import type { Property } from '../model/layer.ts'
import type { CheckCode } from '../model/planning/delivery/checks.ts'
import type { FieldRule } from '../model/planning/delivery/profile.ts'
import { readParcelCode } from '../model/planning/parcel-code.ts'
import { propertyCodes } from '../model/property-codes.ts'
import type { Text } from '../model/text.ts'

export interface CheckedField {
  readonly field: string
  readonly property: Property
  /** Undefined for fields without a rule of their own: type and code list still apply. */
  readonly rule: FieldRule | undefined
}

export interface ValueFault {
  readonly code: CheckCode
  readonly field: string
  readonly text: Text
}

const shown = (value: unknown): string => textOf(value).slice(0, 40)

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || (typeof value === 'string' && value.trim() === '')

/** Yields what is wrong with a value. */
export function* valueFaults(checked: CheckedField, value: unknown): Generator<ValueFault> {
  const { field, property, rule } = checked
  if (isEmpty(value)) {
    if (rule?.required) yield { code: '2101', field, text: emptyText(field) }
    return
  }
  const came = shown(value)
  const converted = convertValue(property, value)
  if ('problem' in converted) {
    yield { field, ...problemOf(checked, converted.problem, came) }
    return
  }
  const text = textOf(value).trim()
  if (rule?.strict && property.codes && !isCode(property, text)) {
    yield { code: '2102', field, text: strictText(field, String(converted.value), came) }
  }
  if (rule?.length !== undefined && [...text].length > rule.length) {
    yield { code: '1103', field, text: lengthText(field, rule.length, [...text].length) }
  }
  if (rule?.code === 'parcel') {
    for (const fault of readParcelCode(text).faults) yield { code: '2103', field, text: named(field, fault) }
  }
}

const isCode = (property: Property, text: string): boolean =>
  propertyCodes(property)?.includes(text) === true || /^\d{6}$/.test(text)

function problemOf(
  { field, property }: CheckedField,
  problem: 'bad_value' | 'unknown_code' | 'undecoded',
  came: string,
): Pick<ValueFault, 'code' | 'text'> {
  if (problem === 'undecoded') {
    return {
      code: '1104',
      text: { zh: `“${field}”的文字无法解码：${came}`, en: `"${field}" cannot be decoded: ${came}` },
    }
  }
  if (problem === 'unknown_code') {
    return {
      code: '2102',
      text: {
        zh: `“${field}”应为${property.title.zh}的代码，收到的是“${came}”`,
        en: `"${field}" should be a code of ${property.title.en}, but was "${came}"`,
      },
    }
  }
  const type = typeTitles[property.type] ?? { zh: '文字', en: 'text' }
  return {
    code: '1102',
    text: {
      zh: `“${field}”应为${type.zh}，收到的是“${came}”`,
      en: `"${field}" should be ${type.en}, but was "${came}"`,
    },
  }
}

const typeTitles: Partial<Readonly<Record<Property['type'], Text>>> = {
  number: { zh: '数字', en: 'a number' },
  integer: { zh: '整数', en: 'a whole number' },
  boolean: { zh: '是或否', en: 'yes or no' },
  date: { zh: '日期', en: 'a date' },
  datetime: { zh: '日期和时间', en: 'a date and time' },
  strings: { zh: '列表', en: 'a list' },
}

const named = (field: string, { zh, en }: Text): Text => ({
  zh: `“${field}”：${zh}`,
  en: `"${field}": ${en}`,
})

const emptyText = (field: string): Text => ({ zh: `“${field}”为空`, en: `"${field}" is empty` })

const strictText = (field: string, code: string, came: string): Text => ({
  zh: `“${field}”应为代码 ${code}，收到的是“${came}”`,
  en: `"${field}" should be the code ${code}, but was "${came}"`,
})

const lengthText = (field: string, most: number, length: number): Text => ({
  zh: `“${field}”最长 ${most} 个字符，收到 ${length} 个`,
  en: `"${field}" may have ${most} characters, but has ${length}`,
})
