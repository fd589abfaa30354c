import { css, html, LitElement, nothing } from 'lit'
import { ask } from '#kit/ask.ts'
import type { Language } from '#protocol/basic.ts'
import { isRefusal } from '#protocol/refusal.ts'
import { MACHINES, type Machine } from '#protocol/rest.ts'
import { addMachine, changeMachine, listMachines, renewCode } from '#protocol/routes/machines.ts'
import { listSites } from '#protocol/routes/sites.ts'
import type { Site } from '#protocol/sites.ts'
import { fill } from '#words/fill.ts'
import { text } from './text.ts'
import '#kit/dialog.ts'
import { fieldsOf } from '../form.ts'
import './calibrations.ts'
import { dateTimeOf, timeOf } from '../clock.ts'
import { list, listSheet } from './list.ts'
import { siteWords } from './sites.ts'

/** Whether a machine is online changes without a click. */
const LOOK_AGAIN_MS = 5000

/** Booths and hall screens: added, and the one-time code by which each enrols. */
export class Machines extends LitElement {
  static override properties = {
    language: {},
    refused: { attribute: false },
    machines: { state: true },
    sites: { state: true },
    adding: { state: true },
    moving: { state: true },
    renewing: { state: true },
    shutting: { state: true },
    calibrated: { state: true },
  }
  declare language: Language
  declare refused: (answer: unknown) => boolean
  declare machines: Machine[]
  declare sites: readonly Site[]
  declare adding: boolean
  /** Which is about to be moved to another site. */
  declare moving: Machine | null
  /** Whose code is to be made again: asked first, since the machine of the old one is locked out. */
  declare renewing: Machine | null
  /** Which is about to be shut off. */
  declare shutting: Machine | null
  /** Whose calibrations are looked at. */
  declare calibrated: Machine | null
  #looking: ReturnType<typeof setInterval> | undefined

  constructor() {
    super()
    this.machines = []
    this.sites = []
    this.adding = false
    this.moving = null
    this.renewing = null
    this.shutting = null
    this.calibrated = null
  }

  override connectedCallback() {
    super.connectedCallback()
    void this.#load()
    this.#looking = setInterval(() => void this.#load(), LOOK_AGAIN_MS)
  }
  override disconnectedCallback() {
    super.disconnectedCallback()
    clearInterval(this.#looking)
  }
  async #load() {
    const [machines, sites] = await Promise.all([ask(listMachines), ask(listSites)])
    if (isRefusal(machines)) this.refused(machines)
    else this.machines = machines
    if (!isRefusal(sites)) this.sites = sites
  }

  #add = async (event: SubmitEvent) => {
    event.preventDefault()
    const { kind: chosen, name = '', site = '' } = fieldsOf(event)
    const kind = MACHINES.find((known) => known === chosen) ?? 'booth'
    const answer = await ask(addMachine, { body: { kind, name: name.trim(), site } })
    if (this.refused(answer)) return
    this.adding = false
    await this.#load()
  }
  #change = async (machine: Machine, disabled: boolean) => {
    this.shutting = null
    if (!this.refused(await ask(changeMachine, { params: { id: machine.id }, body: { disabled } }))) await this.#load()
  }
  #move = async (event: SubmitEvent) => {
    event.preventDefault()
    const { moving } = this
    const { site = '' } = fieldsOf(event)
    if (!moving || this.refused(await ask(changeMachine, { params: { id: moving.id }, body: { site } }))) return
    this.moving = null
    await this.#load()
  }
  #siteOf({ site }: Machine): string {
    const found = this.sites.find(({ id }) => id === site)
    return found ? siteWords(this.language, found) : ''
  }
  #choice(chosen: string | null) {
    const open = this.sites.filter(({ closed }) => !closed)
    return html`<select name="site" required>
      ${open.map((site) => html`<option value=${site.id} ?selected=${site.id === chosen}>${siteWords(this.language, site)}</option>`)}
    </select>`
  }
  #newCode = async (machine: Machine) => {
    this.renewing = null
    if (!this.refused(await ask(renewCode, { params: { id: machine.id } }))) await this.#load()
  }

  #code(machine: Machine) {
    const words = text[this.language].admin
    if (!machine.code) return nothing
    const { code, until } = machine.code
    return html`<code>${code}</code> <span class="quiet">${fill(words.codeUntil, { at: timeOf(until) })}</span><br />
      <span class="quiet">
        ${machine.kind === 'booth' ? words.codeHelpBooth : html`${words.codeHelpHall} <a href="/hall/#${code}" target="_blank" rel="noopener">${location.origin}/hall/#${code}</a>`}
      </span>`
  }

  #line(machine: Machine) {
    const words = text[this.language].admin
    return html`<tr>
      <th scope="row">${machine.name}</th>
      <td>${words.kinds[machine.kind]}</td>
      <td>${this.#siteOf(machine)}</td>
      <td>
        <span class="chip ${machine.online ? 'good' : ''}">${machine.online ? words.online : words.offline}</span>
        <span class="chip ${machine.disabled ? 'bad' : machine.enrolled ? '' : 'warn'}">${machine.disabled ? words.isOff : machine.enrolled ? words.enrolled : words.notEnrolled}</span>
        ${machine.simulated ? html`<span class="chip warn">${words.simulated}</span><p class="second">${words.simulatedHelp}</p>` : nothing}
        ${machine.secondAt ? html`<p class="second">${fill(words.second, { at: dateTimeOf(machine.secondAt) })}</p>` : nothing}
      </td>
      <td>${this.#code(machine)}</td>
      <td class="act">
        ${
          machine.kind === 'booth'
            ? html`<button aria-label="${words.calibrations} ${machine.name}" @click=${() => (this.calibrated = machine)}>${words.calibrations}</button>`
            : nothing
        }
        <button aria-label="${words.moveMachine} ${machine.name}" @click=${() => (this.moving = machine)}>${words.moveMachine}</button>
        ${
          machine.disabled
            ? html`<button aria-label="${words.letBack} ${machine.name}" @click=${() => void this.#change(machine, false)}>${words.letBack}</button>`
            : html`<button class="danger" aria-label="${words.shutOff} ${machine.name}" @click=${() => (this.shutting = machine)}>${words.shutOff}</button>`
        }
        <button
          ?disabled=${machine.disabled}
          aria-label="${words.newCode} ${machine.name}"
          @click=${() => (machine.enrolled ? (this.renewing = machine) : void this.#newCode(machine))}
        >
          ${words.newCode}
        </button>
      </td>
    </tr>`
  }

  #dialogs() {
    const words = text[this.language].admin
    const { moving, renewing, shutting } = this
    return html`<rf-dialog heading=${words.addMachine} .open=${this.adding} @close=${() => (this.adding = false)}>
        <form id="machine" class="stack" @submit=${this.#add}>
          <label>${words.kind}<select name="kind">${MACHINES.map((kind) => html`<option value=${kind}>${words.kinds[kind]}</option>`)}</select></label>
          <label>${words.machineName}<input name="name" required maxlength="60" /></label>
          <label>${words.site}${this.#choice(null)}</label>
        </form>
        <button slot="buttons" @click=${() => (this.adding = false)}>${words.cancel}</button>
        <button slot="buttons" form="machine" class="primary">${words.save}</button>
      </rf-dialog>
      <rf-dialog heading="${words.moveMachine} · ${moving?.name ?? ''}" .open=${moving !== null} @close=${() => (this.moving = null)}>
        ${
          moving
            ? html`<form id="move" class="stack" @submit=${this.#move}>
                <label>${words.site}${this.#choice(moving.site)}</label>
                <p class="quiet">${words.moveMachineHelp}</p>
              </form>`
            : nothing
        }
        <button slot="buttons" @click=${() => (this.moving = null)}>${words.cancel}</button>
        <button slot="buttons" form="move" class="primary">${words.moveMachine}</button>
      </rf-dialog>
      <rf-dialog heading="${words.newCode} · ${renewing?.name ?? ''}" .open=${renewing !== null} @close=${() => (this.renewing = null)}>
        <p>${words.newCodeWarning}</p>
        <button slot="buttons" @click=${() => (this.renewing = null)}>${words.cancel}</button>
        <button slot="buttons" class="danger" @click=${() => renewing && void this.#newCode(renewing)}>${words.newCode}</button>
      </rf-dialog>
      <rf-dialog heading="${words.shutOff} · ${shutting?.name ?? ''}" .open=${shutting !== null} @close=${() => (this.shutting = null)}>
        <p>${words.shutOffWarning}</p>
        <button slot="buttons" @click=${() => (this.shutting = null)}>${words.cancel}</button>
        <button slot="buttons" class="danger" @click=${() => shutting && void this.#change(shutting, true)}>${words.shutOff}</button>
      </rf-dialog>`
  }

  override render() {
    const words = text[this.language].admin
    const heads = [words.machineName, words.kind, words.site, words.state, words.code]
    return html`<div class="row">
        <h1>${words.machines}</h1>
        <span class="rest"></span>
        <button class="primary" @click=${() => (this.adding = true)}>${words.addMachine}</button>
      </div>
      ${list(
        heads,
        this.machines.map((machine) => this.#line(machine)),
        { none: words.none, acts: true },
      )}
      ${this.#dialogs()}
      ${
        this.calibrated
          ? html`<rf-calibrations
              .machine=${this.calibrated}
              .language=${this.language}
              .refused=${this.refused}
              @close=${() => (this.calibrated = null)}
            ></rf-calibrations>`
          : nothing
      }`
  }

  static override styles = [
    listSheet,
    css`
      code {
        font-size: var(--text-large);
        font-weight: 600;
        letter-spacing: 0.05em;
      }
      .second {
        max-width: 32em;
        margin: var(--space-1) 0 0;
        color: var(--warn);
      }
      .act button {
        margin-block: 2px;
      }
    `,
  ]
}
customElements.define('rf-machines', Machines)
