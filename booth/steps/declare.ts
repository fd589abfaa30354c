import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { SignaturePad } from '#kit/signature-pad.ts'
import { shared } from '#kit/tokens.ts'
import type { Language } from '#protocol/basic.ts'
import type { CheckView } from '#protocol/check.ts'
import type { Input } from '#protocol/input.ts'
import { RECORDING_WORDS } from '#protocol/recording.ts'
import { byInput } from '#words/by-input.ts'
import { fill } from '#words/fill.ts'
import { licenceStates } from '#words/licence-states.ts'
import { type Declaring, keepDeclaring, keptDeclaring } from '../declaring.ts'
import { look } from '../look.ts'
import type { Booth } from '../store.ts'
import { text } from '../text.ts'
import { ofCheck } from './shows.ts'

const DISEASES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const

/** Card is read: who is this, consent, the declaration of the ten items, and the signature under it. */
export class Declare extends LitElement {
  static override properties = {
    booth: { attribute: false },
    check: { attribute: false },
    language: {},
    inputs: { attribute: false },
    again: { type: Boolean },
    page: { state: true },
    general: { state: true },
    health: { state: true },
    has: { state: true },
    diseases: { state: true },
    lines: { state: true },
    signed: { state: true },
    sending: { state: true },
  }
  declare booth: Booth
  declare check: CheckView
  declare language: Language
  declare inputs: readonly Input[]
  /** The driver says something else now, in the middle of the check. Fires `done`. */
  declare again: boolean
  declare page: Declaring['page']
  declare general: boolean
  declare health: boolean
  declare has: boolean | null
  declare diseases: readonly number[]
  /** What is written in the box, as the pad has it. */
  declare lines: Declaring['lines']
  declare signed: boolean
  declare sending: boolean

  constructor() {
    super()
    this.again = false
    this.page = 'identify'
    this.general = false
    this.health = false
    this.has = null
    this.diseases = []
    this.lines = []
    this.signed = false
    this.sending = false
  }

  /** After a reload the driver goes on where they were; another card starts over. */
  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('check') || changed.get('check')?.id === this.check.id) return
    const { page = 'identify', general = false, health = false, has = null, diseases = [], lines = [] } = keptDeclaring(this.check.id) ?? {}
    // Said again in the middle of the check: who they are and that they agree is known.
    Object.assign(this, { page: this.again ? 'declare' : page, general, health, has, diseases, lines, signed: false })
  }

  protected override updated(): void {
    const { page, general, health, has, lines } = this
    if (!this.again) keepDeclaring({ check: this.check.id, page, general, health, has, diseases: [...this.diseases], lines })
    // A box that has just come back knows how wide it is only once it is drawn.
    const pad = this.renderRoot.querySelector<SignaturePad>('rf-signature-pad')
    if (pad && lines.length > 0) void pad.updateComplete.then(() => (this.signed = pad.strokes !== null))
  }

  #leave = (why: 'declined' | 'not-me') => () => void this.booth.touch({ touch: 'leave', why })

  async #send() {
    const strokes = this.renderRoot.querySelector<SignaturePad>('rf-signature-pad')?.strokes
    if (!strokes || this.has === null || this.sending) return
    this.sending = true
    const taken = await this.booth.touch({
      touch: 'declare',
      consent: true,
      has: this.has,
      diseases: this.has ? [...this.diseases] : [],
      strokes,
    })
    this.sending = false
    if (taken && this.again) this.#done()
  }

  #done = () => void this.dispatchEvent(new Event('done'))

  override render(): TemplateResult {
    return { identify: this.#identify, consent: this.#consent, recording: this.#recording, declare: this.#declare, sign: this.#sign }[
      this.page
    ]()
  }

  #identify = () => {
    const { identify: words } = text[this.language].booth
    const { name, number, classes, case: business, licence, cardPhoto, noCardPhoto = 'unknown' } = this.check.applicant
    const states = licence ? licenceStates(this.language, licence.states) : ''
    const told = [...(states ? [states] : []), ...(licence?.schoolBus ? [words.schoolBus] : [])]
    return html`<section class="step">
      <h1>${words.title}</h1>
      <div class="panel who">
        ${cardPhoto ? html`<img src="/picture/card" alt=${words.photo} />` : html`<p class="note no-photo">${words.noPhoto[noCardPhoto]}</p>`}
        <dl>
          <dt>${words.name}</dt><dd class="name">${name}</dd>
          <dt>${words.number}</dt><dd class="number">${number}</dd>
          <dt>${words.classes}</dt><dd>${classes.join(' ')}</dd>
          <dt>${words.case}</dt><dd>${business ?? words.walkIn}</dd>
          ${told.length > 0 ? html`<dt>${words.licence}</dt><dd class="told" data-unread>${told.map((line) => html`<p>${line}</p>`)}</dd>` : nothing}
        </dl>
      </div>
      <div class="actions">
        <button @click=${this.#leave('not-me')}>${words.wrong}</button>
        <button class="primary" @click=${() => (this.page = 'consent')}>${words.right}</button>
      </div>
    </section>`
  }

  #consent = () => {
    const { consent: words } = text[this.language].booth
    // Two consents, each given by a touch of its own; who has given both goes on.
    const both = () => {
      if (this.general && this.health) this.page = this.#asksRecording ? 'recording' : 'declare'
    }
    const agree = (label: string, given: boolean, turn: () => void) =>
      html`<button class="tick" role="checkbox" aria-checked=${given ? 'true' : 'false'} @click=${() => (turn(), both())}>
        <span class="box" aria-hidden="true">${given ? '✓' : ''}</span><span>${label}</span>
      </button>`
    return html`<section class="step">
      <h1>${words.title}</h1>
      <div class="pair">
        <div class="panel reading"><p>${words.general}</p><p>${words.health}</p><p>${words.necessity}</p><p>${words.choice}</p></div>
        <div class="words">
          ${agree(words.agreeGeneral, this.general, () => (this.general = !this.general))}
          ${agree(words.agreeHealth, this.health, () => (this.health = !this.health))}
          <div class="actions">
            <button @click=${this.#leave('declined')}>${words.decline}</button>
          </div>
        </div>
      </div>
    </section>`
  }

  /** Whoever has answered isn't asked again, nor is anybody where nothing records. */
  get #asksRecording(): boolean {
    return this.check.recording?.answer === null
  }
  /** A question of its own: the check is the same whatever the answer is. */
  #recording = () => {
    const { recording: words } = text[this.language].booth
    const answer = (agreed: boolean) => async () => {
      if (await this.booth.touch({ touch: 'recording', agreed, words: RECORDING_WORDS })) this.page = 'declare'
    }
    return html`<section class="step">
      <h1>${words.title}</h1>
      <div class="panel reading"><p>${fill(words.text, { days: this.check.recording?.days ?? 0 })}</p><p>${words.choice}</p></div>
      <div class="actions">
        <button class="choice" @click=${answer(false)}>${words.no}</button>
        <button class="choice" @click=${answer(true)}>${words.yes}</button>
      </div>
    </section>`
  }

  /** Who ticks one has it. */
  #turn(disease: number) {
    this.has = true
    this.diseases = this.diseases.includes(disease)
      ? this.diseases.filter((each) => each !== disease)
      : [...this.diseases, disease].toSorted((a, b) => a - b)
  }

  #declare = () => {
    const { booth, terms } = text[this.language]
    const words = booth.declare
    const which = this.has === true
    const item = (disease: (typeof DISEASES)[number]) => {
      const name = terms.diseases[disease]
      const on = this.diseases.includes(disease)
      return html`<li class=${disease > 8 ? 'long' : ''}>
        <button class="tick" role="checkbox" aria-checked=${on ? 'true' : 'false'} @click=${() => this.#turn(disease)}>
          <span class="box" aria-hidden="true">${on ? '✓' : ''}</span><span>${name}</span>
        </button>
      </li>`
    }
    const has = (answer: boolean) => () => {
      this.has = answer
      if (!answer) this.page = 'sign'
    }
    return html`<section class="step">
      <h1>${words.title}</h1>
      <p class="lead">${which ? words.which : words.text}</p>
      <ul class="diseases">${DISEASES.map(item)}</ul>
      <div class="actions">
        ${
          which
            ? html`<button @click=${() => Object.assign(this, { has: null, diseases: [] })}>${words.back}</button>
                <button class="primary" ?disabled=${this.diseases.length === 0} @click=${() => (this.page = 'sign')}>${words.next}</button>`
            : html`${this.again ? html`<button @click=${this.#done}>${words.back}</button>` : nothing}<button class="choice" @click=${has(true)}>${words.has}</button><button class="choice" @click=${has(false)}>${words.hasNot}</button>`
        }
      </div>
    </section>`
  }

  #written = ({ currentTarget: pad }: Event) => {
    if (!(pad instanceof SignaturePad)) return
    this.lines = pad.lines
    this.signed = pad.strokes !== null
  }

  #sign = () => {
    const { sign: words, declare } = text[this.language].booth
    return html`<section class="step">
      <h1>${byInput(words.title, this.inputs)}</h1>
      <p class="lead">${text[this.language].conclusion.declarationTrue}</p>
      <rf-signature-pad .label=${words.pad} .lines=${this.lines} @change=${this.#written}></rf-signature-pad>
      <p class="quiet" aria-live="polite">${this.sending ? words.sending : this.signed ? nothing : words.short}&nbsp;</p>
      <div class="actions">
        <button @click=${() => ((this.page = 'declare'), (this.signed = false))}>${declare.back}</button>
        <button @click=${() => this.renderRoot.querySelector<SignaturePad>('rf-signature-pad')?.clear()}>${words.clear}</button>
        <button class="primary" ?disabled=${!this.signed || this.sending} @click=${() => void this.#send()}>${words.done}</button>
      </div>
    </section>`
  }

  static override styles = [
    shared,
    look,
    css`
      .step {
        gap: var(--space-3);
      }
      .who {
        display: flex;
        flex-wrap: wrap;
        justify-content: center;
        align-items: center;
        gap: var(--space-4);
        padding: var(--space-4);
      }
      .who img {
        height: 22rem;
        border-radius: 0.75rem;
        border: 2px solid var(--line);
      }
      .no-photo {
        width: 18rem;
        font-size: var(--text-small);
      }
      dl {
        display: grid;
        grid-template-columns: auto auto;
        gap: var(--space-2) var(--space-3);
        align-items: baseline;
        text-align: left;
      }
      dt {
        color: var(--quiet);
      }
      dd {
        font-size: var(--text-large);
        max-width: 15em;
        overflow-wrap: anywhere;
      }
      .name {
        font-size: var(--text-huge);
        font-weight: 700;
        line-height: 1.2;
      }
      .told {
        font-size: var(--text);
        max-width: 24em;
      }
      .number {
        font-variant-numeric: tabular-nums;
      }
      .reading {
        display: grid;
        gap: var(--space-2);
        text-align: left;
        max-width: 80rem;
        line-height: 1.45;
      }
      .tick {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        width: 100%;
        max-width: 60rem;
        text-align: left;
        min-height: 6rem;
      }
      .box {
        flex: none;
        display: grid;
        place-items: center;
        width: 4rem;
        height: 4rem;
        border: 4px solid currentcolor;
        border-radius: 0.75rem;
        font-size: 3rem;
        line-height: 1;
      }
      .tick[aria-checked='true'] {
        background: var(--good-wash);
        border-color: var(--good);
        color: var(--good);
      }
      .diseases {
        list-style: none;
        padding: 0;
        width: 100%;
        max-width: 96rem;
        display: grid;
        grid-template-columns: repeat(2, 1fr);
        gap: var(--space-1) var(--space-2);
        text-align: left;
      }
      @media (orientation: landscape) {
        .diseases {
          grid-template-columns: repeat(4, 1fr);
        }
      }
      .diseases .long {
        grid-column: 1 / -1;
      }
      .diseases .tick {
        max-width: none;
        height: 100%;
        min-height: 5rem;
        gap: var(--space-2);
        padding: var(--space-1) var(--space-2);
        border-width: 2px;
        font-size: var(--text);
        font-weight: 400;
        line-height: 1.25;
      }
      .diseases .box {
        width: 2.75rem;
        height: 2.75rem;
        border-width: 3px;
        border-radius: 0.5rem;
        font-size: 2rem;
      }
      .actions .choice {
        min-width: 26rem;
        min-height: 9rem;
      }
      rf-signature-pad {
        width: min(100%, 84rem);
        height: 28rem;
      }
      @media (orientation: landscape) {
        .step {
          padding: var(--space-1) var(--space-4);
          gap: var(--space-2);
        }
        .actions .choice {
          min-height: 7rem;
        }
        rf-signature-pad {
          height: 22.5rem;
        }
      }
    `,
  ]
}
customElements.define('rf-declare', Declare)

export const declare = ofCheck(
  ({ booth, view, check, language }) =>
    html`<rf-declare .booth=${booth} .inputs=${view.inputs} .check=${check} .language=${language}></rf-declare>`,
)
