/** China has one zone, without summer time. */
const AHEAD_MS = 8 * 3_600_000

/** Returns the day in China as YYYY-MM-DD. */
export const chinaDay = (time: Date): string => new Date(time.getTime() + AHEAD_MS).toISOString().slice(0, 10)
