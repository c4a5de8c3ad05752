/** The windows and pictures of the browser tests; sizes in CSS pixels. */
/** Whether the run takes screenshots for the guides and for review. */
export const PICTURES = process.env.PICTURES === '1'
/** Smaller without screenshots, because the CPU draws every pixel; the layout is the same. */
export const DESKTOP = PICTURES ? { width: 1440, height: 900 } : { width: 1152, height: 720 }
export const LAPTOP = { width: 1280, height: 800 } as const
export const PHONE = { width: 390, height: 844 } as const
