import { html, LitElement, nothing } from 'lit'
import { ask } from '#kit/ask.ts'
import { LANGUAGES, type Language } from '#protocol/basic.ts'
import { chinaDay } from '#protocol/days.ts'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import type { InstitutionEntry, RegistrationEntry, RegistryView } from '#protocol/registry.ts'
import type { Person } from '#protocol/rest.ts'
import { listPeople } from '#protocol/routes/people.ts'
import { addDoctor, changeDoctor } from '#protocol/routes/registry.ts'
import { fill, listed } from '#words/fill.ts'
import '#kit/dialog.ts'
import { fieldsOf } from '../form.ts'
import './registry-history.ts'
import { list, listSheet } from './list.ts'
import { text } from './text.ts'

/** The doctors of each institution: registered, changed. Fires `changed`. */
export class Doctors extends LitElement {
  static override properties = {
    language: {},
    refused: { attribute: false },
    registry: { attribute: false },
    people: { state: true },
    changing: { state: true },
    historyOf: { state: true },
  }
  declare language: Language
  declare refused: (answer: unknown) => boolean
  declare registry: RegistryView
  declare people: readonly Person[]
  /** Whose form is open; `new` for somebody to be registered. */
  declare changing: RegistrationEntry | 'new' | null
  declare historyOf: RegistrationEntry | null

  constructor() {
    super()
    this.people = []
    this.changing = null
    this.historyOf = null
  }

  override connectedCallback() {
    super.connectedCallback()
    void ask(listPeople).then((people) => {
      if (!isRefusal(people)) this.people = people
    })
  }

  #done(answer: RegistrationEntry | Refusal) {
    this.changing = null
    this.dispatchEvent(new Event('changed'))
    this.refused(answer)
  }
  #submit = (event: SubmitEvent) => {
    event.preventDefault()
    const fields = fieldsOf(event)
    const { person = '', institution = '', licence = '', from = '', until = '' } = fields
    const { changing } = this
    const ticked = LANGUAGES.filter((language) => fields[language] !== undefined)
    // Whoever ticks nothing examines in Chinese, like all before them.
    const speaks = ticked.length > 0 ? ticked : LANGUAGES.slice(0, 1)
    const facts = { licence: licence.trim(), from, until: until === '' ? null : until, speaks }
    if (changing === null) return
    const answer =
      changing === 'new'
        ? ask(addDoctor, { body: { person, institution, ...facts } })
        : ask(changeDoctor, { params: { id: changing.id }, body: { version: changing.version, ...facts } })
    void answer.then((said) => this.#done(said))
  }

  #name = (id: string): string => this.people.find((person) => person.id === id)?.name ?? ''
  #institution = (id: string): string => this.registry.institutions.find((one) => one.id === id)?.value.name ?? ''

  #form() {
    const { registry: words, admin, terms } = text[this.language]
    const { changing } = this
    if (changing === null) return nothing
    const value = changing === 'new' ? null : changing.value
    const doctors = this.people.filter(({ roles, disabled }) => roles.includes('doctor') && !disabled)
    const close = () => (this.changing = null)
    return html`<rf-dialog heading=${value ? `${this.#name(value.person)} · ${this.#institution(value.institution)}` : words.addDoctor} open @close=${close}>
      <form id="doctor" class="stack" @submit=${this.#submit}>
        ${
          value
            ? nothing
            : html`<label>${words.doctor}<select name="person" required>${doctors.map(({ id, name }) => html`<option value=${id}>${name}</option>`)}</select></label>
                <label
                  >${words.institution}<select name="institution" required>
                    ${this.registry.institutions.map((one) => html`<option value=${one.id}>${one.value.name}</option>`)}
                  </select></label
                >`
        }
        <label>${words.licence}<input name="licence" required maxlength="40" autocomplete="off" .value=${value?.licence ?? ''} /></label>
        <label>${words.from}<input name="from" type="date" required .value=${value?.from ?? ''} /></label>
        <label>${words.until}<input name="until" type="date" .value=${value?.until ?? ''} /></label>
        <fieldset class="row">
          <legend>${words.speaks}</legend>
          ${LANGUAGES.map(
            (language) =>
              html`<label class="tick"
                ><input type="checkbox" name=${language} ?checked=${(value?.speaks ?? ['zh']).includes(language)} />${terms.languages[language]}</label
              >`,
          )}
        </fieldset>
      </form>
      <button slot="buttons" @click=${close}>${admin.cancel}</button>
      <button slot="buttons" form="doctor" class="primary">${admin.save}</button>
    </rf-dialog>`
  }

  #lines = ({ value }: InstitutionEntry | RegistrationEntry): (readonly [string, string])[] => {
    const { registry: words, terms } = text[this.language]
    if (!('person' in value)) return []
    return [
      [words.licence, value.licence ?? ''],
      [words.from, value.from],
      [words.until, value.until ?? ''],
      [
        words.speaks,
        listed(
          this.language,
          (value.speaks ?? ['zh']).map((one) => terms.languages[one]),
        ),
      ],
    ]
  }

  #line(entry: RegistrationEntry) {
    const { registry: words, institutions, admin } = text[this.language]
    const { person, institution, licence, from, until } = entry.value
    const name = this.#name(person)
    const today = chinaDay(new Date())
    const valid = from <= today && (until === null || today <= until)
    return html`<tr>
      <th scope="row">${name}</th>
      <td>${this.#institution(institution)}</td>
      <td class="number">${licence ?? html`<span class="chip warn">${words.noLicence}</span>`}</td>
      <td class="number">${until === null ? fill(institutions.since, { from }) : fill(institutions.fromUntil, { from, until })}</td>
      <td><span class="chip ${valid ? 'good' : 'bad'}">${valid ? words.valid : words.notValid}</span></td>
      <td class="act">
        <button aria-label="${admin.change} ${name}" @click=${() => (this.changing = entry)}>${admin.change}</button>
        <button aria-label="${words.history} ${name}" @click=${() => (this.historyOf = entry)}>${words.history}</button>
      </td>
    </tr>`
  }

  override render() {
    const { registry: words, institutions, admin } = text[this.language]
    const heads = [words.doctor, words.institution, words.licence, institutions.validity, admin.state]
    const { historyOf } = this
    return html`<div class="row">
        <h2>${words.doctors}</h2>
        <span class="rest"></span>
        <button @click=${() => (this.changing = 'new')}>${words.addDoctor}</button>
      </div>
      <p class="quiet">${words.doctorsHelp}</p>
      ${list(
        heads,
        this.registry.doctors.map((entry) => this.#line(entry)),
        { none: admin.none, acts: true },
      )}
      ${this.#form()}
      ${
        historyOf
          ? html`<rf-registry-history
              .language=${this.language}
              .subject=${historyOf.id}
              .heading=${fill(words.historyOf, { name: this.#name(historyOf.value.person) })}
              .lines=${this.#lines}
              .refused=${this.refused}
              @close=${() => (this.historyOf = null)}
            ></rf-registry-history>`
          : nothing
      }`
  }

  static override styles = listSheet
}
customElements.define('rf-doctors', Doctors)
