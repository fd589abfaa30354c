// A table as text, by RFC 4180.

/** What a spreadsheet program might take for a formula, also as an East Asian keyboard writes it. */
const FORMULA = /^\s*[=+\-@＝＋－＠]/u
/** More digits than a spreadsheet program keeps of a number: fifteen, and those before that look like one with an exponent. */
const LONG_NUMBER = /^\d{12,}$/

/**
 * A cell that no spreadsheet program calculates: what begins like a formula has an apostrophe before it, and a long row of digits a tab, without
 * which its end would be lost.
 */
const harmless = (value: string): string => (FORMULA.test(value) ? `'${value}` : LONG_NUMBER.test(value) ? `\t${value}` : value)

const cellOf = (value: string): string => {
  const safe = harmless(value)
  return /[",\r\n\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A line of a table, with its end. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(cellOf).join(',')}\r\n`

/** Before everything: by it spreadsheet programs know that what follows is UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF'
