/** Sentences of the importer name options of the command; the page has fields for them. */
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

/** The same sentence with the fields of the page in place of the options that it has fields for. */
export function inPageWords(text: Text): Text {
  const said = (language: keyof Text) =>
    text[language].replaceAll(
      /--[a-z]+(-[a-z]+)*(?![\w-])/g,
      (option) => fields[option]?.[language] ?? option,
    )
  return { zh: said('zh'), en: said('en') }
}
