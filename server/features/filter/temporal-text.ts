/** Parses the texts in DATE, TIMESTAMP and INTERVAL. */
import { z } from 'zod'

const date = z.iso.date()
const timestamp = z.iso.datetime({ offset: true })

export const isDate = (text: string): boolean => date.safeParse(text).success
export const isTimestamp = (text: string): boolean => timestamp.safeParse(text).success
export const isOpen = (text: string): boolean => text === '..' || text === ''
