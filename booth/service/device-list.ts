import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { shared } from '#kit/tokens.ts'
import { recordFault } from '#measure/colour/record.ts'
import type { Language } from '#protocol/basic.ts'
import type { ScreenColours } from '#protocol/procedures/screen-colours.ts'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import type { Probed, ServiceDevice, ServiceView, SparePort, Standing } from '#protocol/service.ts'
import { dated } from '#words/dated.ts'
import { fill } from '#words/fill.ts'
import { refusalWords } from '#words/refusal.ts'
import { screenColours, screenColoursWords } from '#words/screen-colours.ts'
import { troubleWords } from '#words/trouble.ts'
import { text } from './text.ts'

/** Which part of the page an installer is at. */
export type Open = { page: 'list' } | { page: 'watch'; name: string } | { page: 'calibrate'; device: ServiceDevice } | { page: 'test' }

/** What came of trying a port, by its path. In words only when it is drawn: the language may change meanwhile. */
export type Probes = Readonly<Record<string, 'probing' | Probed | Refusal>>

/** Seen without its colour too. */
const SHAPES = { alive: '●', silent: '◐', absent: '○' } as const

/** Words next to each other, each of which stays on one line: a date that is cut in two is hard to read. */
const whole = (parts: readonly string[]) =>
  parts.map((each, at) => html`<span class="whole">${each}${at + 1 < parts.length ? ' ·' : ''}</span> `)

/** The devices of a booth as cards, and the ports that none of them is on. */
export class DeviceList extends LitElement {
  static override properties = {
    view: { attribute: false },
    language: {},
    go: { attribute: false },
    probes: { attribute: false },
    probe: { attribute: false },
  }
  declare view: ServiceView
  declare language: Language
  /** Gets the part of the page that is asked for. */
  declare go: (open: Open) => void
  declare probes: Probes
  /** Gets the path of a port that is to be tried. */
  declare probe: (path: string) => void

  #probed(path: string): string {
    const words = text[this.language].service
    const found = this.probes[path]
    if (found === undefined) return ''
    if (found === 'probing') return `${words.probing}…`
    if (isRefusal(found)) return refusalWords(this.language, found, 'installer')
    return found.model === null ? words.unknown : fill(found.sure ? words.probed : words.perhaps, { model: found.model })
  }

  #standing(standing: Standing | null): TemplateResult {
    const words = text[this.language].service
    if (standing === null) return html`<p class="bad">${words.never}</p>`
    const { at, expiresAt, expired } = standing
    const until = fill(expired ? words.endedAt : words.holdsUntil, { until: dated(expiresAt) })
    return html`<p class=${expired ? 'bad' : 'quiet'}>${whole([fill(words.calibratedAt, { at: dated(at) }), until])}</p>`
  }

  #colours(colours: ScreenColours): TemplateResult {
    const words = screenColours[this.language]
    const fault = recordFault(colours)
    const within = fault ? fill(words.outside, { why: refusalWords(this.language, fault, 'installer') }) : words.within
    return html`${screenColoursWords(colours, this.language).map((line) => html`<p class="quiet">${line}</p>`)}
      <p class=${fault ? 'bad' : 'quiet'}>${within}</p>`
  }

  #device(device: ServiceDevice): TemplateResult {
    const { service: words, terms } = text[this.language]
    const { name, model, kind, state, port, frames, faults, trouble, calibration } = device
    const hasLine = kind !== 'screen' && kind !== 'screen-colours' && kind !== 'speakers' && kind !== 'cameras'
    return html`<li>
      <div class="about">
        <h3>${terms.devices[kind]} ${hasLine ? html`<small>${name} · ${model}</small>` : nothing}</h3>
        ${hasLine ? html`<p class="state ${state}">${SHAPES[state]} ${words.states[state]}</p>` : nothing}
        ${hasLine ? html`<p class="quiet">${port ?? words.none} · ${whole([`${words.columns.frames} ${frames}`, `${words.columns.faults} ${faults}`])}</p>` : nothing}
        ${trouble ? html`<p class="bad">${troubleWords(trouble, this.language)}</p>` : nothing}
        ${calibration === undefined ? nothing : this.#standing(calibration)} ${device.colours ? this.#colours(device.colours) : nothing}
      </div>
      <div class="acts">
        ${hasLine ? html`<button @click=${() => this.go({ page: 'watch', name })}>${words.watch}</button>` : nothing}
        ${calibration === undefined ? nothing : html`<button @click=${() => this.go({ page: 'calibrate', device })}>${words.calibrate}</button>`}
      </div>
    </li>`
  }

  #spare({ path, id, vendorId, productId }: SparePort): TemplateResult {
    const words = text[this.language].service
    return html`<li>
      <div class="about">
        <h3>${path}</h3>
        <p class="quiet">${id}${vendorId ? ` · ${vendorId}:${productId}` : ''}</p>
        <p role="status">${this.#probed(path)}</p>
      </div>
      <div class="acts"><button ?disabled=${this.probes[path] === 'probing'} @click=${() => this.probe(path)}>${words.probe}</button></div>
    </li>`
  }

  override render() {
    const words = text[this.language].service
    const { devices, spare } = this.view
    return html`<p class="quiet">${words.page.text}</p>
      <button class="primary test" @click=${() => this.go({ page: 'test' })}>${words.test}</button>
      <h2>${words.devices}</h2>
      <ul>${devices.map((device) => this.#device(device))}</ul>
      <h2>${words.spare}</h2>
      ${spare.length === 0 ? html`<p class="quiet">${words.noSpare}</p>` : html`<ul>${spare.map((port) => this.#spare(port))}</ul>`}`
  }

  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: var(--space-2);
      }
      h2 {
        margin-top: var(--space-3);
      }
      small {
        font-size: var(--text-small);
        font-weight: 400;
        color: var(--quiet);
      }
      .test {
        justify-self: start;
      }
      .quiet {
        color: var(--quiet);
        font-size: var(--text-small);
        overflow-wrap: anywhere;
      }
      ul {
        list-style: none;
        padding: 0;
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 44rem), 1fr));
        gap: var(--space-2);
      }
      li {
        display: grid;
        grid-template-columns: 1fr auto;
        gap: var(--space-2);
        padding: var(--space-2) var(--space-3);
        background: var(--white);
        border: 1px solid var(--line);
        border-radius: var(--radius);
      }
      .about {
        display: grid;
        align-content: start;
        gap: 0.2em;
      }
      .whole {
        display: inline-block;
      }
      .acts {
        display: grid;
        align-content: start;
        justify-items: stretch;
        gap: var(--space-1);
      }
      .state {
        font-weight: 700;
      }
      .alive {
        color: var(--good);
      }
      .silent {
        color: var(--warn);
      }
      .absent,
      .bad {
        color: var(--bad);
      }
    `,
  ]
}
customElements.define('rf-device-list', DeviceList)
