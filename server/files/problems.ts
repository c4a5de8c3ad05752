/** Refusals of files. */
import { ProblemError } from '../errors.ts'

export const tooLarge = (megabytes: number) =>
  new ProblemError(
    413,
    { zh: '文件过大', en: 'File too large' },
    {
      zh: `文件不能超过 ${megabytes} MiB（设置 UPLOAD_MB）。更大的文件请用命令 npm run geodata -- import 导入。`,
      en: `A file can have at most ${megabytes} MiB (setting UPLOAD_MB). Import larger files with the command npm run geodata -- import.`,
    },
  )

export const overQuota = (files: number, megabytes: number) =>
  new ProblemError(
    409,
    { zh: '文件已满', en: 'No room for more files' },
    {
      zh: `每个账号至多保存 ${files} 个文件，共 ${megabytes} MiB。请先删除不再需要的，或等它们到期。`,
      en: `An account can keep ${files} files of ${megabytes} MiB together. Delete some, or wait until they expire.`,
    },
  )

export const wrongOffset = (received: number) =>
  new ProblemError(
    409,
    { zh: '位置不符', en: 'Wrong offset' },
    {
      zh: `已收到 ${received} 字节，下一部分应从这里开始（offset=${received}）。`,
      en: `${received} bytes were received: the next part should begin there (offset=${received}).`,
    },
  )

export const pastEnd = (bytes: number) =>
  new ProblemError(
    400,
    { zh: '内容有误', en: 'Bad body' },
    {
      zh: `这一部分超出了声明的大小（${bytes} 字节）。`,
      en: `This part exceeds the declared size (${bytes} bytes).`,
    },
  )

export const incomplete = new ProblemError(
  409,
  { zh: '文件尚未传完', en: 'File not complete' },
  { zh: '文件还没有传完。', en: 'The upload is not complete.' },
)

export const notYourUpload = new ProblemError(
  403,
  { zh: '没有权限', en: 'Not allowed' },
  {
    zh: '这是另一账号的上传，只有其本人可以继续。',
    en: 'This upload belongs to another account; only that account can continue it.',
  },
)
