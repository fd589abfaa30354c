import { css, html, LitElement, nothing } from 'lit'
import type { Language } from '#protocol/basic.ts'
import type { CounterEntry } from '#protocol/check.ts'
import { chinaDay } from '#protocol/days.ts'
import { PAPERS, type Paper, PROVISION_DAYS } from '#protocol/provision.ts'
import { fill, listed } from '#words/fill.ts'
import { provision as allWords } from '#words/provision.ts'
import { terms } from '#words/terms.ts'
import { dateTimeOf } from '../clock.ts'
import '#kit/dialog.ts'
import { fieldsOf } from '../form.ts'
import { sheet } from '../sheet.ts'

/** What somebody at the counter noted: detail of `noted`. */
export type Noted = { missing: Paper[]; note: string | null; until: string }

/** How many days are usually given. */
const USUAL_DAYS = 7
const DAY_MS = 86_400_000
const dayAfter = (days: number): string => chinaDay(new Date(Date.now() + days * DAY_MS))

export const missingWords = (language: Language, missing: readonly Paper[]): string =>
  listed(
    language,
    missing.map((paper) => terms[language].papers[paper]),
  )

/** How a report was accepted without a paper, in a line: who, when, what is missing, and until when. */
export const provisionWords = (language: Language, { phase, provision }: Pick<CounterEntry, 'phase' | 'provision'>): string[] => {
  if (!provision) return []
  const words = allWords[language]
  const { by, at, missing, until, note } = provision
  const fields = { by, at: dateTimeOf(at), missing: missingWords(language, missing), until }
  return [fill(phase === 'lapsed' ? words.lapsed : words.state, fields), ...(note === null ? [] : [fill(words.noted, { note })])]
}

/** A button that asks what is missing and until when. Fires `noted` with it, as `Noted`. */
export class Provisional extends LitElement {
  static override properties = {
    language: {},
    entry: { attribute: false },
    busy: { type: Boolean },
    open: { state: true },
    none: { state: true },
  }
  declare language: Language
  declare entry: CounterEntry
  declare busy: boolean
  declare open: boolean
  declare none: boolean

  constructor() {
    super()
    this.busy = false
    this.open = false
    this.none = false
  }

  #note = (event: SubmitEvent) => {
    event.preventDefault()
    if (!(event.target instanceof HTMLFormElement)) return
    const data = new FormData(event.target)
    const missing = PAPERS.filter((paper) => data.has(paper))
    this.none = missing.length === 0
    if (this.none) return
    const { until = '', note = '' } = fieldsOf(event)
    this.open = false
    this.dispatchEvent(new CustomEvent<Noted>('noted', { detail: { missing, note: note.trim() || null, until } }))
  }

  #close = () => {
    this.open = false
    this.none = false
  }

  override render() {
    const words = allWords[this.language]
    const { papers } = terms[this.language]
    const { number, provision } = this.entry
    const given = provision && provision.until >= chinaDay(new Date()) ? provision.until : dayAfter(USUAL_DAYS)
    return html`<button ?disabled=${this.busy} @click=${() => (this.open = true)}>${provision ? words.change : words.button}</button>
      <rf-dialog heading=${fill(words.title, { number })} .open=${this.open} @close=${this.#close}>
        ${
          this.open
            ? html`<form id="provisional" class="stack" @submit=${this.#note}>
                <fieldset>
                  <legend>${words.missing}</legend>
                  ${PAPERS.map(
                    (paper) =>
                      html`<label class="tick"><input type="checkbox" name=${paper} ?checked=${provision?.missing.includes(paper) ?? false} />${papers[paper]}</label>`,
                  )}
                </fieldset>
                <p role="alert">${this.none ? html`<span class="said bad">${words.none}</span>` : nothing}</p>
                <label>${words.until}<input type="date" name="until" required .value=${given} min=${chinaDay(new Date())} max=${dayAfter(PROVISION_DAYS)} /></label>
                <label>${words.note}<input name="note" maxlength="500" .value=${provision?.note ?? ''} autocomplete="off" /></label>
                <p class="quiet">${words.help}</p>
              </form>`
            : nothing
        }
        ${
          this.open
            ? html`<button slot="buttons" @click=${this.#close}>${words.cancel}</button>
                <button slot="buttons" form="provisional" class="primary">${words.yes}</button>`
            : nothing
        }
      </rf-dialog>`
  }

  static override styles = [
    sheet,
    css`
      :host {
        display: contents;
      }
      fieldset {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(14rem, 1fr));
        gap: var(--space-1) var(--space-3);
        border: 1px solid var(--edge);
        border-radius: 0.375rem;
        padding: var(--space-2);
      }
    `,
  ]
}
customElements.define('rf-provisional', Provisional)
