import { createHash } from 'node:crypto'

/** A text as it may stand in HTML. */
export const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

const STYLE = `body{font:20px/1.6 "Noto Sans SC","Source Han Sans SC",sans-serif;margin:0 auto;max-width:40rem;padding:1.5rem;color:#111;background:#fff}
h1{font-size:1.5rem;line-height:1.3}dl{display:grid;grid-template-columns:auto 1fr;gap:.4rem 1rem}dt{color:#444}dd{margin:0;overflow-wrap:anywhere}
table{border-collapse:collapse}td{padding:.3rem 1rem .3rem 0;vertical-align:top}.good{color:#0a5c2b}.bad{color:#9c1c10}small{color:#444}`

/** What the pages' policy lets through of inline styles: this one, by its digest. */
export const STYLE_SOURCE = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`

/** A plain page that needs no script. `body` is HTML. */
export const plainPage = (title: string, body: string): string =>
  `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">` +
  `<meta name="robots" content="noindex"><title>${escaped(title)}</title><style>${STYLE}</style></head><body><main>${body}</main></body></html>`
