import { html, type TemplateResult } from 'lit'
import type { Language } from '#protocol/basic.ts'
import type { CheckView } from '#protocol/check.ts'
import { fill } from '#words/fill.ts'
import { timeOf } from '../clock.ts'
import { text } from '../text.ts'

/** What the driver had declared before saying something else: a doctor who saw the newest alone would sign on half of it. */
export const declaredBefore = (check: CheckView, language: Language): TemplateResult[] => {
  const { exam: words } = text[language].clinician
  const { diseases }: { diseases: Readonly<Record<number, string>> } = text[language].terms
  return (check.declaredBefore ?? []).map(
    (before) => html`<div class="said bad" role="alert">
      <p><span aria-hidden="true">⚠</span> ${fill(words.declaredBefore, { at: timeOf(before.at) })}</p>
      <ul>${before.has ? before.diseases.map((disease) => html`<li>${diseases[disease]}</li>`) : html`<li>${words.declaredBeforeNone}</li>`}</ul>
      <p>${words.askAboutIt}</p>
    </div>`,
  )
}
