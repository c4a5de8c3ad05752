/** Problem documents for archives that cannot be served. */
import { ProblemError } from '../errors.ts'

/** Creates the 502 for an invalid archive. */
export function badArchive(name: string, why: { readonly zh: string; readonly en: string }): ProblemError {
  return new ProblemError(
    502,
    { zh: '存档有误', en: 'Bad archive' },
    { zh: `存档“${name}”${why.zh}。`, en: `The archive "${name}" ${why.en}.` },
  )
}

/** Creates the 503 for an unavailable archive. */
export function archiveUnavailable(name: string): ProblemError {
  return new ProblemError(
    503,
    { zh: '存档暂不可用', en: 'Archive unavailable' },
    {
      zh: `暂时无法读取存档“${name}”，请稍后再试。`,
      en: `The archive "${name}" cannot be read at the moment. Try again later.`,
    },
    { 'Retry-After': '10' },
  )
}

export const notPmtiles = (name: string) =>
  badArchive(name, {
    zh: '不是完好的 PMTiles 第 3 版文件',
    en: 'is not a valid PMTiles file of version 3',
  })
