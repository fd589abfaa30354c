import { html, LitElement, nothing } from 'lit'
import { ask } from '#kit/ask.ts'
import type { Language } from '#protocol/basic.ts'
import { chinaDay } from '#protocol/days.ts'
import { isRefusal } from '#protocol/refusal.ts'
import type { SigningRights } from '#protocol/registry.ts'
import { listSigningRights } from '#protocol/routes/registry.ts'
import { fill, listed } from '#words/fill.ts'
import { refusalWords } from '#words/refusal.ts'
import { sheet } from '../sheet.ts'
import { text } from '../text.ts'

/** So long before it ends a doctor is told, days. */
const SOON_DAYS = 30

/** Above the queue: where the doctor can't sign now and why, and whose right to sign ends soon. Nothing where all is well. */
export class SigningRightsOf extends LitElement {
  static override properties = { language: {}, rights: { state: true } }
  declare language: Language
  declare rights: SigningRights

  constructor() {
    super()
    this.rights = []
  }

  override connectedCallback() {
    super.connectedCallback()
    void ask(listSigningRights).then((rights) => {
      if (!isRefusal(rights)) this.rights = rights
    })
  }

  override render() {
    const { queue: words } = text[this.language].clinician
    const refused = Map.groupBy(
      this.rights.filter(({ refusal }) => refusal !== null),
      ({ refusal }) => (refusal ? refusalWords(this.language, refusal, 'doctor') : ''),
    )
    const soon = chinaDay(new Date(Date.now() + SOON_DAYS * 86_400_000))
    const ending = new Map(
      this.rights.flatMap(({ institution, until }) => (until !== null && until <= soon ? [[institution ?? '', until]] : [])),
    )
    if (refused.size + ending.size === 0) return nothing
    return html`${[...refused].map(
      ([why, some]) =>
        html`<p class="said">${fill(words.cannotSignAt, {
          sites: listed(
            this.language,
            some.map(({ site }) => site),
          ),
          why,
        })}</p>`,
    )}
    ${[...ending].map(([institution, until]) => html`<p class="said">${fill(words.endsSoon, { institution, until })}</p>`)}`
  }

  static override styles = sheet
}
customElements.define('rf-signing-rights', SigningRightsOf)
