/** Replaces options of the command in messages of the importer by the names of the page's fields. */
import type { Text } from '../../geodata/model/text.ts'

const fields: Readonly<Record<string, Text>> = {
  '--crs': { zh: '“坐标系”', en: '"Coordinate system"' },
  '--swap-axes': { zh: '“北坐标在前”', en: '"North first"' },
  '--encoding': { zh: '“编码”', en: '"Encoding"' },
  '--layer': { zh: '“文件中的图层”', en: '"Layer of the file"' },
  '--source': { zh: '“来源”', en: '"Source"' },
  '--map': { zh: '“列的对应”', en: '"Columns"' },
  '--set': { zh: '“列的对应”', en: '"Columns"' },
}

/** Returns the message with names of fields instead of options, where the page has such a field. */
export function withPageFields(text: Text): Text {
  const said = (language: keyof Text) =>
    text[language].replaceAll(
      /--[a-z]+(-[a-z]+)*(?![\w-])/g,
      (option) => fields[option]?.[language] ?? option,
    )
  return { zh: said('zh'), en: said('en') }
}
