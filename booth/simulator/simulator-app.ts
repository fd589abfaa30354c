import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { shared } from '#kit/tokens.ts'
import type { Language } from '#protocol/basic.ts'
import type { Hand, SimulatorView } from '#protocol/booth.ts'
import { DEVICES, type DeviceKind } from '#protocol/device.ts'
import type { Link, LinkState } from '#protocol/link.ts'
import type { simulatorMessages, simulatorPushes } from '#protocol/messages.ts'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import type { Side } from '#protocol/station.ts'
import { fill } from '#words/fill.ts'
import { driverRefusalWords } from '../refusal.ts'
import { text } from './text.ts'

type SimulatorLink = Link<typeof simulatorMessages, typeof simulatorPushes>
type Key = Extract<Hand, { hand: 'key' }>['key']

const ARROWS = { up: '↑', left: '←', right: '→', down: '↓' } as const
const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'] as const
/** What a firm foot presses, millinewtons. */
const FIRM = 250_000

/** The hands of a person without hardware: cards, feet, keys and plugs of the simulated devices. */
export class SimulatorApp extends LitElement {
  static override properties = {
    view: { state: true },
    door: { state: true },
    refused: { state: true },
    language: { state: true },
    tallMm: { state: true },
  }
  declare view: SimulatorView | null
  declare door: LinkState
  declare refused: Refusal | null
  declare language: Language
  declare tallMm: number
  readonly #link: SimulatorLink

  constructor(link: SimulatorLink, language: Language) {
    super()
    this.view = null
    this.door = 'connecting'
    this.refused = null
    this.language = language
    this.tallMm = 1720
    this.#link = link
    link.on('simulator:view', (view) => (this.view = view))
    link.watch((door) => (this.door = door))
  }

  async #do(hand: Hand) {
    const answer = await this.#link.ask('simulator:do', hand)
    if (isRefusal(answer)) this.refused = answer
    else {
      this.refused = null
      this.view = answer
    }
  }

  override render() {
    const { simulator: words, booth } = text[this.language]
    const other = this.language === 'zh' ? 'en' : 'zh'
    const { view, refused } = this
    document.documentElement.lang = this.language
    return html`
      <header>
        <h1>${words.title}</h1>
        <button lang=${other} @click=${() => (this.language = other)}>${text[other].booth.language}</button>
        <p class="what">${words.text}</p>
      </header>
      <div role="status">
        ${refused ? html`<p class="note">${driverRefusalWords(this.language, refused)} <button @click=${() => (this.refused = null)}>${booth.close}</button></p>` : nothing}
      </div>
      ${
        view && this.door === 'connected'
          ? html`<main>${this.#card(view)}${this.#height(view)}${this.#pedals(view)}${this.#keypad()}${this.#plugs(view)}${this.#camera(view)}</main>`
          : html`<p class="note">${words.connecting}</p>`
      }
    `
  }

  #card({ drivers, card }: SimulatorView): TemplateResult {
    const { card: words } = text[this.language].simulator
    const lying = drivers.find(({ id }) => id === card)
    return html`<section class="wide">
      <h2>${words.title}</h2>
      <p>${words.text} <strong>${lying ? fill(words.lying, { name: lying.name }) : words.none}</strong></p>
      <ul class="drivers">
        ${drivers.map(
          ({ id, name, classes, note }) => html`<li class=${id === card ? 'lying' : ''}>
            <div><strong>${name}</strong> <span>${classes.join(' ')}</span><br /><span class="quiet">${note}</span></div>
            ${
              id === card
                ? html`<button class="primary" @click=${() => void this.#do({ hand: 'card', driver: null })}>${words.take}</button>`
                : html`<button ?disabled=${card !== null} @click=${() => void this.#do({ hand: 'card', driver: id })}>${words.lay}</button>`
            }
          </li>`,
        )}
      </ul>
    </section>`
  }

  #height({ standing }: SimulatorView): TemplateResult {
    const { height: words } = text[this.language].simulator
    const cm = (mm: number) => (mm / 10).toFixed(1)
    const pick = ({ target }: Event) => {
      if (!(target instanceof HTMLInputElement)) return
      this.tallMm = target.valueAsNumber
      if (standing !== null) void this.#do({ hand: 'stand', heightMm: this.tallMm })
    }
    return html`<section>
      <h2>${words.title}</h2>
      <p>${words.text}</p>
      <label>${words.tall}: <output>${fill(words.centimetres, { value: cm(this.tallMm) })}</output>
        <input type="range" min="1300" max="2100" step="5" .valueAsNumber=${this.tallMm} @change=${pick} @input=${({ target }: Event) => {
          if (target instanceof HTMLInputElement) this.tallMm = target.valueAsNumber
        }} />
      </label>
      <div class="row">
        <button class=${standing === null ? 'primary' : ''} ?disabled=${standing !== null} @click=${() => void this.#do({ hand: 'stand', heightMm: this.tallMm })}>${words.stand}</button>
        <button class=${standing === null ? '' : 'primary'} ?disabled=${standing === null} @click=${() => void this.#do({ hand: 'stand', heightMm: null })}>${words.off}</button>
      </div>
      <p class="quiet">${standing === null ? words.nobody : fill(words.standing, { value: cm(standing) })}</p>
    </section>`
  }

  #keypad(): TemplateResult {
    const { keypad: words } = text[this.language].simulator
    const press = (key: Key) => () => void this.#do({ hand: 'key', key })
    return html`<section>
      <h2>${words.title}</h2>
      <p>${words.text}</p>
      <div class="keys">
        <div class="arrows">
          ${(['up', 'left', 'right', 'down'] as const).map(
            (each) =>
              html`<button .style=${`grid-area: ${each}`} aria-label=${words.keys[each]} @click=${press(each)}>${ARROWS[each]}</button>`,
          )}
        </div>
        <div class="digits">${DIGITS.map((each) => html`<button @click=${press(each)}>${each}</button>`)}</div>
      </div>
      <div class="row"><button @click=${press('no')}>${words.keys.no}</button><button @click=${press('ok')}>${words.keys.ok}</button></div>
    </section>`
  }

  #pedals({ pressing }: SimulatorView): TemplateResult {
    const { pedals: words } = text[this.language].simulator
    const foot = (side: Side, millinewtons: number) => void this.#do({ hand: 'pedal', side, millinewtons })
    const pedal = (side: Side) => html`<button
      class="pedal"
      aria-pressed=${pressing[side] > 0 ? 'true' : 'false'}
      @pointerdown=${(event: PointerEvent) => {
        if (event.currentTarget instanceof Element) event.currentTarget.setPointerCapture(event.pointerId)
        foot(side, FIRM)
      }}
      @pointerup=${() => foot(side, 0)}
      @pointercancel=${() => foot(side, 0)}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key === ' ' && !event.repeat) foot(side, FIRM)
      }}
      @keyup=${(event: KeyboardEvent) => {
        if (event.key === ' ') foot(side, 0)
      }}
    >
      ${words[side]}<br /><span>${fill(words.newtons, { value: Math.round(pressing[side] / 1000) })}</span>
    </button>`
    return html`<section>
      <h2>${words.title}</h2>
      <p>${words.text}</p>
      <div class="row">${pedal('left')}${pedal('right')}</div>
    </section>`
  }

  #plugs({ unplugged }: SimulatorView): TemplateResult {
    const { simulator, terms } = text[this.language]
    const words = simulator.plugs
    const plug = (device: DeviceKind) => {
      const out = unplugged.includes(device)
      return html`<li>
        <span>${terms.devices[device]}</span><span class=${out ? 'out' : 'in'}>${out ? words.out : words.in}</span>
        <button @click=${() => void this.#do({ hand: 'plug', device, in: out })}>${out ? words.plug : words.unplug}</button>
      </li>`
    }
    return html`<section>
      <h2>${words.title}</h2>
      <p>${words.text}</p>
      <ul class="plugs">${DEVICES.map(plug)}</ul>
    </section>`
  }

  #camera({ madeUpCamera }: SimulatorView): TemplateResult {
    const { camera: words } = text[this.language].simulator
    const turn = ({ target }: Event) => {
      if (target instanceof HTMLInputElement) void this.#do({ hand: 'camera', madeUp: target.checked })
    }
    return html`<section>
      <h2>${words.title}</h2>
      <p>${words.text}</p>
      <label class="check"><input type="checkbox" .checked=${madeUpCamera} @change=${turn} /> ${words.lend}</label>
    </section>`
  }

  static override styles = [
    shared,
    css`
      :host {
        display: block;
        max-width: 75rem;
        margin: 0 auto;
        padding: var(--space-4);
      }
      header {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--space-3);
      }
      h1 {
        font-size: var(--text-huge);
        color: var(--deep);
      }
      h2 {
        font-size: var(--text-large);
      }
      .what {
        margin: var(--space-2) 0 var(--space-4);
        max-width: 60em;
        color: var(--quiet);
      }
      .note {
        margin-bottom: var(--space-3);
        padding: var(--space-2) var(--space-3);
        border-radius: var(--radius);
        background: var(--warn-wash);
        color: var(--warn);
      }
      main {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr));
        gap: var(--space-3);
      }
      section {
        display: grid;
        align-content: start;
        gap: var(--space-2);
        padding: var(--space-3);
        background: var(--white);
        border: 1px solid var(--line);
        border-radius: var(--radius);
      }
      .wide {
        grid-column: 1 / -1;
      }
      .quiet {
        color: var(--quiet);
      }
      ul {
        list-style: none;
        padding: 0;
      }
      .drivers {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(20rem, 1fr));
        gap: var(--space-2);
      }
      .drivers li {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--space-2);
        padding: var(--space-2) var(--space-3);
        border: 1px solid var(--line);
        border-radius: var(--radius);
      }
      .drivers .lying {
        background: var(--wash);
        border-color: var(--deep);
      }
      .drivers button {
        flex: none;
      }
      .row {
        display: flex;
        gap: var(--space-2);
      }
      .row button {
        flex: 1;
      }
      input[type='range'] {
        display: block;
        width: 100%;
        height: 2rem;
        accent-color: var(--deep);
      }
      .check {
        display: flex;
        gap: var(--space-2);
        align-items: center;
        min-height: var(--target);
      }
      .check input {
        width: 1.5rem;
        height: 1.5rem;
        accent-color: var(--deep);
      }
      .keys {
        display: grid;
        grid-template-columns: 1fr 1fr;
        gap: var(--space-3);
      }
      .keys button {
        padding: 0;
      }
      .arrows {
        display: grid;
        grid-template: '. up .' 'left . right' '. down .' / 1fr 1fr 1fr;
        gap: var(--space-1);
        align-content: start;
      }
      .digits {
        display: grid;
        grid-template-columns: repeat(3, 1fr);
        gap: var(--space-1);
      }
      .digits button:last-child {
        grid-column: 2;
      }
      .pedal {
        min-height: 6rem;
        user-select: none;
        touch-action: none;
      }
      .plugs li {
        display: grid;
        grid-template-columns: 1fr auto 6rem;
        gap: var(--space-2);
        align-items: center;
        padding: var(--space-1) 0;
      }
      .in {
        color: var(--good);
      }
      .out {
        color: var(--bad);
        font-weight: 600;
      }
    `,
  ]
}
customElements.define('rf-simulator', SimulatorApp)
