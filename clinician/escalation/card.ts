import { css, html, LitElement, nothing, type PropertyValues } from 'lit'
import type { Language } from '#protocol/basic.ts'
import type { CheckView } from '#protocol/check.ts'
import type { Consultation, Escalation } from '#protocol/escalation.ts'
import { escalation } from '#words/escalation.ts'
import { fill } from '#words/fill.ts'
import { asTimeGoes } from '../as-time-goes.ts'
import { timeOf } from '../clock.ts'
import { fieldsOf } from '../form.ts'
import { KEYS } from '../keys.ts'
import { sheet } from '../sheet.ts'
import type { Work } from '../work.ts'
import { isOverdue } from './overdue.ts'

const REASONS = ['borderline', 'limbs', 'identity', 'effort', 'conflict'] as const

/** For the doctor who has the driver: a hard case for a senior doctor, and questions to other departments, with what became of each. */
export class EscalationCard extends LitElement {
  static override properties = {
    check: { attribute: false },
    work: { attribute: false },
    busy: { type: Boolean },
    language: {},
    clock: { attribute: false },
    asking: { state: true },
    why: { state: true },
  }
  declare check: CheckView
  declare work: Work
  declare busy: boolean
  declare language: Language
  declare clock: () => Date
  declare asking: 'senior' | 'department' | null
  /** Which of the listed reasons is chosen; empty: another, which has to be written. */
  declare why: (typeof REASONS)[number] | ''

  constructor() {
    super()
    this.busy = false
    this.asking = null
    this.why = REASONS[0]
    this.clock = () => new Date()
    asTimeGoes(this)
  }

  get #words() {
    return escalation[this.language]
  }
  get #mayAsk() {
    return !this.check.escalation || this.check.escalation.ended !== null
  }
  /** Asks for the reason why a senior doctor should come. */
  askSenior = () => {
    if (this.#mayAsk) this.asking = 'senior'
    this.#toForm()
  }
  #toForm = () => this.renderRoot.querySelector<HTMLElement>('.asked select, .asked input')?.focus()
  protected override updated(changed: PropertyValues<this>) {
    if (changed.has('asking')) this.#toForm()
  }

  #choose = ({ currentTarget }: Event) => {
    if (currentTarget instanceof HTMLSelectElement) this.why = REASONS.find((reason) => reason === currentTarget.value) ?? ''
  }
  #escalate = async (event: SubmitEvent) => {
    event.preventDefault()
    const { words = '' } = fieldsOf(event)
    const said = [this.why && this.#words.reasons[this.why], words.trim()].filter((part) => part !== '')
    if (said.length > 0 && (await this.work.escalate(said.join(this.language === 'zh' ? '：' : ': ')))) this.asking = null
  }
  #consult = async (event: SubmitEvent) => {
    event.preventDefault()
    const { department = '', question = '' } = fieldsOf(event)
    if (await this.work.consult(department.trim(), question.trim())) this.asking = null
  }
  #answer = (consultation: string) => (event: SubmitEvent) => {
    event.preventDefault()
    void this.work.answerConsultation(consultation, (fieldsOf(event)['answer'] ?? '').trim())
  }

  #ended({ ended }: Escalation) {
    if (!ended) return ''
    const { outcome, doctor, words, at } = ended
    return fill(this.#words.ended[outcome], { doctor: doctor?.name ?? '', words: words ?? '', at: timeOf(at) })
  }

  #case(now: Escalation) {
    const words = this.#words
    if (now.ended) return html`<p>${this.#ended(now)}</p>`
    const late = isOverdue(now, this.clock())
    return html`<p class="said ${late ? 'bad' : ''}" role="status">
        ${fill(words.waits, { until: timeOf(now.until), reason: now.reason })}
        ${now.contact ? html`<br />${fill(words.came, { doctor: now.contact.doctor.name, at: timeOf(now.contact.at) })}` : nothing}
        ${this.check.senior ? html`<br /><strong>${fill(words.here, { doctor: this.check.senior })}</strong>` : nothing}
        ${late ? html`<br /><strong>${fill(words.overdue, { until: timeOf(now.until) })}</strong>` : nothing}
      </p>
      <div><button ?disabled=${this.busy} @click=${() => void this.work.endEscalation('withdrawn', null)}>${words.withdraw}</button></div>`
  }

  #consultation({ id, department, question, at, ended }: Consultation) {
    const words = this.#words
    return html`<li>
      <p>${fill(words.consulted, { department, question, at: timeOf(at) })}</p>
      ${
        ended
          ? html`<p>${ended.answer === null ? words.unanswered : fill(words.answered, { department, answer: ended.answer, at: timeOf(ended.at) })}</p>`
          : html`<form class="line" @submit=${this.#answer(id)}>
              <input name="answer" required maxlength="500" aria-label="${words.answer} ${department}" placeholder=${words.answer} />
              <button ?disabled=${this.busy}>${words.answerSave}</button>
            </form>`
      }
    </li>`
  }

  #form() {
    const words = this.#words
    if (this.asking === 'senior')
      return html`<form class="asked stack tight" @submit=${this.#escalate}>
        <label>${words.reason}
          <select name="why" @change=${this.#choose}>
            ${REASONS.map((reason) => html`<option value=${reason} ?selected=${this.why === reason}>${words.reasons[reason]}</option>`)}
            <option value="" ?selected=${this.why === ''}>${words.other}</option>
          </select>
        </label>
        <input name="words" maxlength="400" ?required=${this.why === ''} aria-label=${words.other} placeholder=${words.other} />
        <div><button class="primary" ?disabled=${this.busy}>${words.send}</button></div>
      </form>`
    if (this.asking === 'department')
      return html`<form class="asked stack tight" @submit=${this.#consult}>
        <label>${words.department}<input name="department" required maxlength="60" /></label>
        <label>${words.question}<input name="question" required maxlength="500" /></label>
        <div><button class="primary" ?disabled=${this.busy}>${words.send}</button></div>
      </form>`
    return nothing
  }

  override render() {
    const words = this.#words
    const { escalation: now, consultations = [] } = this.check
    const toggle = (what: NonNullable<typeof this.asking>) => () => (this.asking = this.asking === what ? null : what)
    return html`<section class="card stack tight" aria-labelledby="title">
      <h2 id="title">${words.title}</h2>
      ${now ? this.#case(now) : nothing}
      ${consultations.length > 0 ? html`<ul>${consultations.map((one) => this.#consultation(one))}</ul>` : nothing}
      <div class="row">
        ${this.#mayAsk ? html`<button aria-expanded=${this.asking === 'senior'} aria-keyshortcuts=${KEYS.escalate} title=${KEYS.escalate} @click=${toggle('senior')}>${words.ask}</button>` : nothing}
        <button aria-expanded=${this.asking === 'department'} @click=${toggle('department')}>${words.consult}</button>
      </div>
      ${this.#form()}
    </section>`
  }

  static override styles = [
    sheet,
    css`
      ul {
        display: grid;
        gap: var(--space-2);
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .tight {
        gap: var(--space-2);
      }
      .line {
        display: flex;
        gap: var(--space-2);
      }
    `,
  ]
}
declare global {
  interface HTMLElementTagNameMap {
    'rf-escalation': EscalationCard
  }
}
customElements.define('rf-escalation', EscalationCard)
