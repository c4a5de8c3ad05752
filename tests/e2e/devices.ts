/** Windows of the browser tests, in CSS pixels. */
export const DESKTOP = { width: 1440, height: 900 } as const
export const LAPTOP = { width: 1280, height: 800 } as const
export const PHONE = { width: 390, height: 844 } as const
