import { html } from 'lit'
import type { Language } from '#protocol/basic.ts'
import { addressOf } from '#protocol/route.ts'
import { reportBundle, reportValue } from '#protocol/routes/exports.ts'
import { exportLinks } from '#words/export-links.ts'

/** Where a report is taken out as data; each time is put on record. */
export const exportsOf = (number: string, language: Language) => {
  const words = exportLinks[language]
  return html`<a href=${addressOf(reportValue, { number })} target="_blank" rel="noopener" title=${words.help}>${words.value}</a>
    <a href=${addressOf(reportBundle, { number })} target="_blank" rel="noopener" title=${words.help}>${words.bundle}</a>`
}
