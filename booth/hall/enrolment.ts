import { css, html, LitElement, nothing } from 'lit'
import { shared } from '#kit/tokens.ts'
import type { Language } from '#protocol/basic.ts'
import { isRefusal } from '#protocol/refusal.ts'
import { enrolment } from '#words/enrolment.ts'
import { refusalWords } from '#words/refusal.ts'
import { enrol } from './enrol.ts'
import type { Kept } from './key.ts'

/** Who this screen is by this code, or why it isn't enrolled, in words. */
export const enrolled = async (code: string, language: Language): Promise<Kept | string> => {
  const answer = await enrol(code)
  if (answer === 'wrong-kind') return enrolment[language].wrongKind
  if (answer === 'unsupported') return enrolment[language].unsupported
  return isRefusal(answer) ? refusalWords(language, answer, 'installer') : answer
}

/** Asks for the code by which this screen is enrolled. `said`: why the last one didn't do it; `take`: who the screen is now. */
export class EnrolmentForm extends LitElement {
  static override properties = { language: {}, said: {}, take: { attribute: false } }
  declare language: Language
  declare said: string
  declare take: (kept: Kept) => void

  constructor() {
    super()
    this.said = ''
  }

  #submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const code = this.renderRoot.querySelector('input')?.value.trim() ?? ''
    if (code === '') return
    const answer = await enrolled(code, this.language)
    if (typeof answer === 'string') this.said = answer
    else this.take(answer)
  }

  override render() {
    const words = enrolment[this.language]
    return html`<main><form @submit=${this.#submit}>
      <h1>${words.title}</h1>
      <p>${words.intro}</p>
      <label>${words.code}<input name="code" required maxlength="40" autocomplete="off" autocapitalize="characters" autofocus /></label>
      <div role="alert">${this.said ? html`<p class="warn">${this.said}</p>` : nothing}</div>
      <button class="primary">${words.enter}</button>
    </form></main>`
  }

  static override styles = [
    shared,
    css`
      :host,
      main {
        display: grid;
        flex-grow: 1;
      }
      h1 {
        font-size: var(--text-large);
      }
      .warn {
        padding: var(--space-1) var(--space-4);
        background: var(--warn-wash);
        color: var(--warn);
        font-size: var(--text-small);
      }
      form {
        display: grid;
        gap: var(--space-3);
        width: min(52rem, 90vw);
        margin: auto;
      }
      label {
        display: grid;
        gap: var(--space-1);
      }
      input {
        font: inherit;
        font-size: var(--text-large);
        letter-spacing: 0.1em;
        padding: var(--space-1) var(--space-2);
        border: 3px solid var(--edge);
        border-radius: var(--radius);
      }
    `,
  ]
}
customElements.define('rf-enrolment', EnrolmentForm)
