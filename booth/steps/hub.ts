import { css, html, LitElement, type TemplateResult } from 'lit'
import { shared } from '#kit/tokens.ts'
import type { Language } from '#protocol/basic.ts'
import type { CheckView } from '#protocol/check.ts'
import type { Input } from '#protocol/input.ts'
import { STATIONS, type Station } from '#protocol/station.ts'
import { isOfForm } from '#protocol/stations.ts'
import type { Turn } from '#protocol/turn.ts'
import { fill } from '#words/fill.ts'
import { reasonWords } from '#words/outcome.ts'
import { stationName } from '#words/stations.ts'
import { waitWords } from '#words/waits.ts'
import { stationDrawing } from '../drawings/stations.ts'
import { wornDrawing } from '../drawings/worn.ts'
import { look } from '../look.ts'
import { PAUSES } from '../pauses.ts'
import { text } from '../text.ts'
import './declare.ts'
import { glassesWorn, nextAlone, offered, speaksFirst } from '../step.ts'
import { type Booth, stationsOf } from '../store.ts'
import { toldPause } from '../told-pause.ts'
import { ofCheck } from './shows.ts'

/** Between stations: what is done, the place in the queue, and the next station that the driver may do alone, which begins by itself. */
export class Hub extends LitElement {
  static override properties = {
    booth: { attribute: false },
    check: { attribute: false },
    needsDoctor: { attribute: false },
    declined: { attribute: false },
    turn: { attribute: false },
    language: {},
    inputs: { attribute: false },
    asking: { state: true },
    starting: { state: true },
    declaring: { state: true },
    went: { state: true },
    offline: { type: Boolean },
  }
  declare booth: Booth
  declare check: CheckView
  declare needsDoctor: readonly Station[]
  declare declined: readonly Station[]
  /** The place in the queue, and about how long until a doctor comes; null: nobody has said. */
  declare turn: Turn | null
  declare language: Language
  declare inputs: readonly Input[]
  /** Glasses or a hearing aid are asked before the station starts. */
  declare asking: Station | null
  declare starting: boolean
  /** Declaring once more, after having come back. */
  declare declaring: boolean
  /** They have begun something since they came back: before that nothing begins by itself. */
  declare went: boolean
  /** Without a line nothing can begin. */
  declare offline: boolean
  readonly #pause = toldPause(this, {
    due: () => this.#due(),
    // What asks something first waits for the answer anyway.
    seconds: () => (this.#asksFirst(this.#due()) ? 0 : PAUSES.hub),
    goOn: () => {
      const next = nextAlone(this.check, this.needsDoctor)
      if (next) this.#next(next, true)
    },
  })

  constructor() {
    super()
    this.needsDoctor = []
    this.declined = []
    this.turn = null
    this.asking = null
    this.starting = false
    this.declaring = false
    this.went = false
    this.offline = false
  }

  /** The station that begins by itself; null: none. One that was tried before, or that a doctor has something to say before, waits for a touch. */
  #due(): Station | null {
    const { check, asking, starting, declaring, went } = this
    const next = nextAlone(check, this.needsDoctor)
    if (!next || this.offline || asking || starting || declaring || check.foreseen.length > 0 || (check.resumedAt && !went)) return null
    if (offered(check, this.declined)) return null
    // With a doctor there one of the two begins: the doctor may be speaking, or has something else in mind.
    if (check.lease) return null
    return check.stations.some(({ station, attempts }) => station === next && attempts.length > 0) ? null : next
  }
  #asksFirst = (station: Station | null): boolean =>
    station === 'hearing' || (station !== null && station.startsWith('acuity') && glassesWorn(this.check) === null)

  #next = (station: Station, byItself = false) => {
    this.#pause.hold()
    this.went = true
    if (this.#asksFirst(station)) this.asking = station
    else void this.#start(station, glassesWorn(this.check) ?? false, false, byItself)
  }

  #start = async (station: Station, glasses: boolean, aid: boolean, byItself = false) => {
    this.starting = true
    await this.booth.touch({ touch: 'start', station, glasses, aid, ...(byItself && { byItself }) })
    this.starting = false
    this.asking = null
  }

  override render() {
    if (this.declaring)
      return html`<rf-declare again .booth=${this.booth} .inputs=${this.inputs} .check=${this.check} .language=${this.language} @done=${() => (this.declaring = false)}></rf-declare>`
    const offer = offered(this.check, this.declined)
    if (offer) return this.#offer(offer)
    return this.asking ? this.#question(this.asking) : this.#overview()
  }

  /** Nobody is called weak because their glasses are in their bag. */
  #offer({ station, correction }: { station: Station; correction: 'glasses' | 'aid' }) {
    const words = text[this.language].booth.hub.offers[correction]
    const named = { station: text[this.language].terms.stations[station] }
    return html`<section class="step">
      <div class="pair">
        ${wornDrawing(words.picture, correction === 'glasses' ? 'glasses-on' : 'aid-in')}
        <div class="words">
          <h1>${words.title}</h1>
          <p class="lead">${fill(words.text, named)}</p>
          <div class="actions">
            <button ?disabled=${this.starting} @click=${() => this.booth.decline(station)}>${words.no}</button>
            <button
              class="primary"
              ?disabled=${this.starting}
              @click=${() => void this.#start(station, correction === 'glasses', correction === 'aid')}
            >
              ${words.yes}
            </button>
          </div>
        </div>
      </div>
    </section>`
  }

  #question(station: Station) {
    const { hub: words } = text[this.language].booth
    const hearing = station === 'hearing'
    const choice = (label: string, yes: boolean) =>
      html`<button class="big" ?disabled=${this.starting} @click=${() => void this.#start(station, !hearing && yes, hearing && yes)}>
        ${label}
      </button>`
    return html`<section class="step">
      <h1>${hearing ? words.aidTitle : words.glassesTitle}</h1>
      <p class="lead">${hearing ? words.aidText : words.glassesText}</p>
      <div class="actions">${choice(hearing ? words.noAid : words.noGlasses, false)}${choice(hearing ? words.aid : words.glasses, true)}</div>
      <div class="actions"><button @click=${() => (this.asking = null)}>${words.back}</button></div>
    </section>`
  }

  #overview() {
    const { hub: words } = text[this.language].booth
    const next = nextAlone(this.check, this.needsDoctor)
    const begun = this.check.stations.some(({ state }) => state !== 'waiting')
    if (next && this.check.foreseen.length > 0 && !begun) return this.#foreseen(next)
    return html`<section class="step">
      ${this.#heading(next)} ${this.#resumed()}
      <ul data-unread>${this.check.stations.map(({ station, state }) => (isOfForm(station) ? this.#card(station, state, station === next) : ''))}</ul>
      ${
        next
          ? html`${this.#soon(next)}<div class="actions">
            ${this.#pause.left === null ? '' : html`<button class="big" @click=${() => this.#pause.hold()}>${words.hold}</button>`}
            <button class="primary big" ?disabled=${this.starting} @click=${() => this.#next(next)}>
              ${this.starting ? words.starting : fill(words.start, { station: stationName(next, this.language) })}
            </button>
          </div>`
          : ''
      }
    </section>`
  }

  #soon(next: Station) {
    const { left } = this.#pause
    const { soon } = text[this.language].booth.hub
    return left === null
      ? ''
      : html`<p class="lead" role="timer">${fill(soon, { seconds: left, station: stationName(next, this.language) })}</p>`
  }

  /** The doctor is there and explains; whether to go on is the driver's to say. */
  #foreseen(next: Station) {
    const { hub: words } = text[this.language].booth
    return html`<section class="step">
      <h1>${words.foreseenTitle}</h1>
      ${this.check.foreseen.map((reason) => html`<p class="lead">${reasonWords(this.language, reason, 'driver')}</p>`)}
      <p class="lead">${words.foreseenText}</p>
      <div class="actions">
        <button class="big" ?disabled=${this.starting} @click=${() => this.#next(next)}>
          ${this.starting ? words.starting : fill(words.start, { station: stationName(next, this.language) })}
        </button>
      </div>
    </section>`
  }

  /** Whoever has come back may say something else than before they left. */
  #resumed() {
    const { hub: words } = text[this.language].booth
    if (!this.check.resumedAt || this.check.drawnUp) return ''
    return html`<p class="note back"><span>${words.resumed}</span><button @click=${() => (this.declaring = true)}>${words.declareAgain}</button></p>`
  }

  #heading(next: Station | null): TemplateResult {
    const { hub: words } = text[this.language].booth
    const { drawnUp, lease, kept } = this.check
    const { turn } = this
    const stands = turn
      ? html`<p class="place">${fill(words.place, { place: turn.place })}</p><p>${waitWords(this.language, turn.wait, 'waiting', new Date())}</p>`
      : ''
    if (drawnUp) return html`<h1>${words.drawnUpTitle}</h1><p class="lead">${words.drawnUpText}</p>`
    if (speaksFirst(this.check))
      return html`<div class="heading"><h1>${words.firstTitle}</h1>${stands}</div><p class="lead">${words.firstText}</p>`
    if (next) return html`<div class="heading"><h1>${words.title}</h1>${stands}</div>`
    if (lease) return html`<h1>${words.doctorTitle}</h1><p class="lead">${words.doctorText}</p>`
    if (kept)
      return html`<div class="heading"><h1>${fill(words.keptTitle, { doctor: kept })}</h1></div><p class="lead">${words.keptText}</p>`
    return html`<div class="heading"><h1>${words.waitTitle}</h1>${stands}</div><p class="lead">${words.waitText}</p>`
  }

  #card(station: Station, state: CheckView['stations'][number]['state'], isNext: boolean) {
    const { hub: words } = text[this.language].booth
    const { terms } = text[this.language]
    // What fell short and has no correction left to try is for the doctor to say: no tick, and no bad word.
    const short = state === 'measured' && this.declined.includes(station)
    const done = !short && (state === 'measured' || state === 'decided')
    const label =
      state === 'waiting' && this.needsDoctor.includes(station) ? words.doctorStarts : short ? words.doctorLooks : words.states[state]
    return html`<li class="${done ? 'done' : ''} ${isNext ? 'next' : ''}" aria-current=${isNext ? 'step' : 'false'}>
      ${stationDrawing('', station)}
      <strong>${terms.stations[station]}</strong>
      <span>${done ? '✓ ' : ''}${label}</span>
    </li>`
  }

  static override styles = [
    shared,
    look,
    css`
      ul {
        list-style: none;
        padding: 0;
        width: 100%;
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(max(24rem, 40%), 1fr));
        gap: var(--space-2);
      }
      @media (orientation: landscape) {
        ul {
          grid-template-columns: repeat(auto-fit, minmax(max(20rem, 22%), 1fr));
        }
      }
      li {
        display: grid;
        grid-template-columns: 8.5rem 1fr;
        align-items: center;
        gap: 0 var(--space-2);
        padding: var(--space-2) var(--space-1);
        text-align: left;
        border-radius: var(--radius);
        border: 3px solid var(--line);
        background: var(--white);
        line-height: 1.3;
      }
      li .drawing {
        grid-row: 1 / 3;
        height: 7rem;
      }
      li strong {
        align-self: end;
      }
      li span {
        align-self: start;
      }
      li span {
        font-size: var(--text-small);
        color: var(--quiet);
      }
      li.done {
        background: var(--good-wash);
        border-color: var(--good);
      }
      li.done span {
        color: var(--good);
      }
      li.next {
        border-color: var(--deep);
        box-shadow: 0 0 0 4px var(--deep);
        background: var(--wash);
      }
      .step {
        gap: var(--space-2);
        padding: var(--space-2) var(--space-3);
      }
      .heading {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: center;
        gap: var(--space-2) var(--space-3);
      }
      .place {
        font-size: var(--text-large);
        padding: var(--space-1) var(--space-3);
        border-radius: 99rem;
        background: var(--deep);
        color: var(--white);
      }
      .back {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: center;
        gap: var(--space-2) var(--space-3);
        padding: var(--space-1) var(--space-3);
      }
      .back button {
        min-height: 5.5rem;
        font-size: var(--text);
      }
      /* A wide screen is low: words and button side by side. */
      @media (orientation: landscape) {
        .back {
          padding-block: 0;
          background: none;
        }
        .back span {
          flex: 1 1 16rem;
          text-align: start;
        }
        .back button {
          flex: none;
        }
        .back button {
          min-height: 4.25rem;
        }
      }
      .big {
        min-height: 9rem;
        padding: var(--space-2) var(--space-5);
      }
      @media (orientation: landscape) {
        li {
          padding: var(--space-1);
        }
        li .drawing {
          height: 5.5rem;
        }
        .big {
          min-height: 7rem;
        }
        .step {
          padding-block: var(--space-1);
        }
      }
    `,
  ]
}
customElements.define('rf-hub', Hub)

export const hub = ofCheck(({ booth, view, check, language }) => {
  const { needsDoctor, declined } = booth.state
  // What the server says can only be begun with a doctor, or what a try has shown.
  const { alone } = view
  const known = alone && !check.lease ? STATIONS.filter((each) => !alone.includes(each)) : []
  return html`<rf-hub
    .booth=${booth}
    .check=${check}
    .needsDoctor=${[...known, ...stationsOf(needsDoctor, check)]}
    .declined=${stationsOf(declined, check)}
    .turn=${view.turn ?? null}
    .language=${language}
    .inputs=${view.inputs}
    ?offline=${view.link !== 'connected'}
  ></rf-hub>`
})
