import { createHash } from 'node:crypto'
import type { Language } from '#protocol/basic.ts'

/** A text as it may stand in HTML. */
export const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

const STYLE = `*{box-sizing:border-box}html{font:18px/1.6 "Noto Sans SC","Noto Sans SC names","Source Han Sans SC",sans-serif}:lang(en){font-variant-east-asian:proportional-width}body{margin:0 auto;max-width:40rem;padding:1rem;color:#111;background:#fff}
h1{font-size:1.5rem;line-height:1.3;margin:0}h2{font-size:1rem;color:#444;margin:0}p{margin:.5rem 0}.big{font-size:1.25rem;font-weight:600}
dl{display:grid;grid-template-columns:minmax(min-content,1fr) minmax(0,2fr);gap:.3rem 1rem;margin:.5rem 0}dt{color:#444}dd{margin:0;overflow-wrap:anywhere}
table{border-collapse:collapse}th,td{padding:.3rem 1rem .3rem 0;vertical-align:top;text-align:start}td{overflow-wrap:anywhere}summary{color:#444;padding:.5rem 0}details dl{display:block}
section{margin:0 0 1rem;padding:.75rem 1rem;border-radius:8px;border:1px solid #c9ced4}.top{display:flex;justify-content:space-between;gap:1rem;color:#444;font-size:1rem}
.top a{color:#0b4f8a;white-space:nowrap}.good{color:#0a5c2b;background:#eaf6ee;border-color:#0a5c2b}.plain{background:#f3f5f7}.warn{color:#6b4300;background:#fff4dc;border-color:#b97a00}
.bad{color:#9c1c10;background:#fdecea;border-color:#9c1c10}
p.bad{padding:.5rem .75rem;border-left:4px solid}label{display:block;color:#444}form{margin:.5rem 0}
input,button{font:inherit;width:100%;min-height:3rem;padding:.5rem .75rem;border-radius:8px;border:1px solid #59636e;margin:.25rem 0}
button{background:#0b4f8a;border-color:#0b4f8a;color:#fff;font-weight:600}`

/** What the pages' policy lets through of inline styles: this one, by its digest. */
export const STYLE_SOURCE = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`

/** A plain page that needs no script. `body` is HTML. */
export const plainPage = (title: string, body: string, language: Language = 'zh'): string =>
  `<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">` +
  `<meta name="robots" content="noindex"><title>${escaped(title)}</title><link rel="stylesheet" href="/type.css"><style>${STYLE}</style></head><body><main>${body}</main></body></html>`

/** The language of a page that stands alone: what its address says, else what the browser likes best; Chinese where neither says. */
export const languageOf = (asked: string | undefined, accepted: string | undefined): Language => {
  const wished = [asked ?? '', ...(accepted ?? '').split(',')].map((one) => one.trim().slice(0, 2).toLowerCase())
  return wished.find((one) => one === 'zh' || one === 'en') ?? 'zh'
}
