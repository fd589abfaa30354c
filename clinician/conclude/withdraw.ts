import { html, LitElement } from 'lit'
import type { Language } from '#protocol/basic.ts'
import type { CheckView } from '#protocol/check.ts'
import { fill } from '#words/fill.ts'
import { issued } from '#words/issued.ts'
import '../take-back.ts'
import { text } from '../text.ts'
import type { Work } from '../work.ts'

/** A doctor takes a report back that was issued. */
export class Withdraw extends LitElement {
  static override properties = { check: { attribute: false }, work: { attribute: false }, language: {}, busy: { type: Boolean } }
  declare check: CheckView
  declare work: Work
  declare language: Language
  declare busy: boolean

  override render() {
    const words = issued[this.language]
    const said = {
      act: words.withdraw,
      title: fill(words.withdrawTitle, { number: this.check.report?.number ?? '' }),
      warning: words.withdrawWarning,
      reason: words.reason,
      cancel: text[this.language].clinician.exam.cancel,
    }
    return html`<rf-take-back .words=${said} .busy=${this.busy} @reason=${({ detail }: CustomEvent<string>) => void this.work.withdraw(detail)}></rf-take-back>`
  }
}
customElements.define('rf-withdraw', Withdraw)
