/** Texts of adding photos. */
import type { Text } from '../../geodata/model/text.ts'

const text = (zh: string, en: string): Text => ({ zh, en })

export const messages = {
  photo: text('照片', 'Photo'),
  take: text('拍照或选图', 'Take or choose a photo'),
  more: text('再加一张', 'Add another'),
  remove: text('删除照片', 'Remove photo'),
  unreadable: text(
    '无法读取这张照片，请换一张（JPEG、PNG 或 WebP）。',
    'This photo cannot be read. Choose another one (JPEG, PNG or WebP).',
  ),
} as const
