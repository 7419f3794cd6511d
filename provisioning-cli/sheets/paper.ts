/** Sizes of paper, in points. */
export const mm = 72 / 25.4

/** A4, upright. */
export const page = { width: 210 * mm, height: 297 * mm } as const

/** Four slips a page, each A6. */
export const quarter = { width: page.width / 2, height: page.height / 2 } as const
