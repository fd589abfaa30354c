import { css, html, LitElement, nothing } from 'lit'
import { ask } from '#kit/ask.ts'
import type { Language } from '#protocol/basic.ts'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import { type Person, type PersonChange, ROLES } from '#protocol/rest.ts'
import { addPerson, changePerson, listPeople } from '#protocol/routes/people.ts'
import { listSites } from '#protocol/routes/sites.ts'
import type { Site } from '#protocol/sites.ts'
import { fill, listed } from '#words/fill.ts'
import { text } from './text.ts'
import '#kit/dialog.ts'
import { fieldsOf } from '../form.ts'
import './passkeys-of.ts'
import { list, listSheet } from './list.ts'
import { siteTicks, tickedSites } from './site-ticks.ts'
import { siteWords } from './sites.ts'

/** Everybody with an account: added, changed, disabled, given a new password. */
export class People extends LitElement {
  static override properties = {
    language: {},
    refused: { attribute: false },
    people: { state: true },
    changing: { state: true },
    rolesLack: { state: true },
    keysOf: { state: true },
    sites: { state: true },
  }
  declare language: Language
  declare refused: (answer: unknown) => boolean
  declare people: Person[] | null
  /** Whose form is open; `new` for somebody to be added. */
  declare changing: Person | 'new' | null
  declare rolesLack: boolean
  declare sites: readonly Site[]
  /** Whose passkeys are looked at. */
  declare keysOf: Person | null

  constructor() {
    super()
    this.people = null
    this.changing = null
    this.rolesLack = false
    this.keysOf = null
    this.sites = []
  }

  override connectedCallback() {
    super.connectedCallback()
    void this.#load()
  }
  async #load() {
    const [people, sites] = await Promise.all([ask(listPeople), ask(listSites)])
    if (!this.refused(people) && !isRefusal(people)) this.people = people
    if (!isRefusal(sites)) this.sites = sites
  }
  async #done(answer: Person | Refusal) {
    if (this.refused(answer)) return
    this.changing = null
    await this.#load()
  }

  #closeKeys = () => {
    this.keysOf = null
    void this.#load()
  }

  #submit = (event: SubmitEvent) => {
    event.preventDefault()
    const { changing } = this
    if (changing === null) return
    const fields = fieldsOf(event)
    const roles = ROLES.filter((role) => fields[role] !== undefined)
    const { login = '', password = '' } = fields
    const name = fields.name?.trim() ?? ''
    const sites = fields['all-sites'] === undefined ? tickedSites(fields) : null
    this.rolesLack = roles.length === 0
    if (this.rolesLack) return
    if (changing === 'new')
      return void ask(addPerson, { body: { login: login.trim(), name, roles, password, sites } }).then((answer) => this.#done(answer))
    const change: PersonChange = { name, roles, sites, ...(password === '' ? {} : { password }) }
    void ask(changePerson, { params: { id: changing.id }, body: change }).then((answer) => this.#done(answer))
  }

  /** All sites, or some: those that are open, and those that the person has already. */
  #sites(person: Person | null) {
    const words = text[this.language].admin
    const own = person?.sites ?? null
    const others = { name: 'all-sites', label: words.allSites, ticked: person !== null && own === null }
    return siteTicks(this.language, this.sites, own, { legend: words.ownSites, others, help: words.ownSitesHelp })
  }

  /** Where somebody works, in words. */
  #where({ sites: own }: Person): string {
    if (own === null) return text[this.language].admin.allSites
    const names = this.sites.flatMap((site) => (own.includes(site.id) ? [siteWords(this.language, site)] : []))
    return listed(this.language, names)
  }

  #form() {
    const words = text[this.language].admin
    const { changing } = this
    const person = changing === 'new' || changing === null ? null : changing
    return html`<rf-dialog heading=${person ? person.name : words.add} .open=${changing !== null} @close=${() => (this.changing = null)}>
      ${
        changing === null
          ? nothing
          : html`<form id="person" class="stack" @submit=${this.#submit}>
              ${
                person
                  ? nothing
                  : html`<label
                      >${words.login}<input name="login" required pattern="[a-z0-9][a-z0-9._\\-]{1,39}" autocomplete="off" autocapitalize="none" /><small class="quiet"
                        >${words.loginHelp}</small
                      ></label
                    >`
              }
              <label>${words.name}<input name="name" required maxlength="60" .value=${person?.name ?? ''} /></label>
              <label
                >${person ? words.newPassword : words.password}<input
                  name="password"
                  type="password"
                  minlength="10"
                  maxlength="200"
                  autocomplete="new-password"
                  ?required=${!person} /><small class="quiet">${words.passwordHelp}</small></label
              >
              <fieldset class="row">
                <legend>${words.roles}</legend>
                ${ROLES.map(
                  (role) =>
                    html`<label class="tick"
                      ><input type="checkbox" name=${role} ?checked=${person?.roles.includes(role) ?? false} />${words.role[role]}</label
                    >`,
                )}
              </fieldset>
              ${this.#sites(person)}
              <div role="alert">${this.rolesLack ? html`<p class="said">${words.rolesNeeded}</p>` : nothing}</div>
            </form>`
      }
      <button slot="buttons" @click=${() => (this.changing = null)}>${words.cancel}</button>
      <button slot="buttons" form="person" class="primary">${words.save}</button>
    </rf-dialog>`
  }

  #line(person: Person) {
    const words = text[this.language].admin
    const toggle = () =>
      void ask(changePerson, { params: { id: person.id }, body: { disabled: !person.disabled } }).then((answer) => this.#done(answer))
    return html`<tr>
      <th scope="row">${person.name}</th>
      <td>${person.login}</td>
      <td>${this.#where(person)}</td>
      <td>${person.roles.map((role) => html`<span class="chip">${words.role[role]}</span> `)}</td>
      <td class="number">
        ${person.passkeys}
        <button aria-label="${fill(words.passkeysOf, { name: person.name })}" @click=${() => (this.keysOf = person)}>${words.passkeys}</button>
      </td>
      <td>${person.signature ? words.has : words.hasNot}</td>
      <td><span class="chip ${person.disabled ? 'bad' : 'good'}">${person.disabled ? words.disabled : words.active}</span></td>
      <td class="act">
        <button aria-label="${words.change} ${person.name}" @click=${() => (this.changing = person)}>${words.change}</button>
        <button aria-label="${person.disabled ? words.enable : words.disable} ${person.name}" class=${person.disabled ? '' : 'danger'} @click=${toggle}>
          ${person.disabled ? words.enable : words.disable}
        </button>
      </td>
    </tr>`
  }

  override render() {
    const words = text[this.language].admin
    const heads = [words.name, words.login, words.ownSites, words.roles, words.passkeys, words.signature, words.state]
    return html`<div class="row">
        <h1>${words.people}</h1>
        <span class="rest"></span>
        <button class="primary" @click=${() => (this.changing = 'new')}>${words.add}</button>
      </div>
      ${list(heads, this.people?.map((person) => this.#line(person)) ?? null, { none: words.none, acts: true })}
      ${this.#form()}
      ${
        this.keysOf
          ? html`<rf-passkeys-of .person=${this.keysOf} .language=${this.language} .refused=${this.refused} @close=${this.#closeKeys}></rf-passkeys-of>`
          : nothing
      }`
  }

  static override styles = [
    listSheet,
    css`
      .act {
        white-space: nowrap;
      }
      .sites input {
        flex: none;
      }
      .sites {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr));
        gap: var(--space-1) var(--space-3);
        max-height: 16rem;
        overflow-y: auto;
      }
      small {
        font-size: var(--text-small);
        font-weight: 400;
      }
    `,
  ]
}
customElements.define('rf-people', People)
