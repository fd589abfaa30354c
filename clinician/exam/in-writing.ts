import { css, html, LitElement, nothing } from 'lit'
import type { Language } from '#protocol/basic.ts'
import { PHRASES, SAID_MAX } from '#protocol/saying.ts'
import { fill } from '#words/fill.ts'
import { phrases } from '#words/phrases.ts'
import { fieldsOf } from '../form.ts'
import { KEYS } from '../keys.ts'
import { sheet } from '../sheet.ts'
import { text } from '../text.ts'
import type { Work } from '../work.ts'
import { writtenBy } from './written.ts'

/** Has the driver read and hear what the doctor picks or writes, where sound fails or is hard to follow. */
export class Say extends LitElement {
  static override properties = { work: { attribute: false }, language: {}, said: { state: true } }
  declare work: Work
  declare language: Language
  /** What stands in the booth now. */
  declare said: string | null

  constructor() {
    super()
    this.said = null
  }
  focusField = () => this.renderRoot.querySelector('input')?.focus()

  #say = async (event: SubmitEvent) => {
    event.preventDefault()
    const form = event.currentTarget
    const line = fieldsOf(event).line?.trim() ?? ''
    if (line === '' || !(await this.work.say(writtenBy(line, this.language)))) return
    this.said = line
    if (form instanceof HTMLFormElement) form.reset()
  }
  #takeAway = async () => {
    if (await this.work.say(null)) this.said = null
  }

  override render() {
    const words = text[this.language].clinician.say
    return html`<form @submit=${this.#say}>
        <input name="line" list="phrases" required maxlength=${SAID_MAX} autocomplete="off" placeholder=${words.placeholder} aria-label=${words.placeholder} aria-keyshortcuts=${KEYS.say} title=${KEYS.say} />
        <datalist id="phrases">${PHRASES.map((phrase) => html`<option value=${phrases[this.language][phrase]}></option>`)}</datalist>
        <button>${words.show}</button>
      </form>
      <p role="status">${this.said === null ? nothing : html`<span>${fill(words.stands, { line: this.said })}</span> <button @click=${this.#takeAway}>${words.takeAway}</button>`}</p>`
  }

  static override styles = [
    sheet,
    css`
      :host {
        display: grid;
        gap: var(--space-1);
      }
      form {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: var(--space-2);
      }
      p:empty {
        display: none;
      }
    `,
  ]
}
customElements.define('rf-say', Say)
