import { css, html, LitElement, nothing } from 'lit'
import { ask } from '#kit/ask.ts'
import type { Language } from '#protocol/basic.ts'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import type { Institution, InstitutionEntry, InstitutionFacts, RegistrationEntry, RegistryView } from '#protocol/registry.ts'
import { addInstitution, changeInstitution, listRegistry, recogniseInstitution } from '#protocol/routes/registry.ts'
import { listSites } from '#protocol/routes/sites.ts'
import type { Site } from '#protocol/sites.ts'
import { fill, listed } from '#words/fill.ts'
import { dateTimeOf } from '../clock.ts'
import './doctors.ts'
import './institution-form.ts'
import './registry-history.ts'
import './issued-papers.ts'
import './suspension.ts'
import { list, listSheet } from './list.ts'
import { siteWords } from './sites.ts'
import { text } from './text.ts'

type Open = { what: 'form'; entry: InstitutionEntry | null } | { what: 'suspend' | 'papers' | 'history'; entry: InstitutionEntry }

/** Medical institutions: added, changed, not recognised any more, and what each has issued; and the doctors in them. */
export class Institutions extends LitElement {
  static override properties = {
    language: {},
    refused: { attribute: false },
    registry: { state: true },
    sites: { state: true },
    open: { state: true },
  }
  declare language: Language
  declare refused: (answer: unknown) => boolean
  declare registry: RegistryView | null
  declare sites: readonly Site[]
  /** Which dialog is open, and over which institution. */
  declare open: Open | null

  constructor() {
    super()
    this.registry = null
    this.sites = []
    this.open = null
  }

  override connectedCallback() {
    super.connectedCallback()
    void this.#load()
  }
  #load = async () => {
    const [registry, sites] = await Promise.all([ask(listRegistry), ask(listSites)])
    if (!this.refused(registry) && !isRefusal(registry)) this.registry = registry
    if (!isRefusal(sites)) this.sites = sites
  }
  #done = async (answer: InstitutionEntry | Refusal) => {
    this.open = null
    // Somebody else may have changed it meanwhile: how it stands now is shown beside why nothing was saved.
    await this.#load()
    this.refused(answer)
  }
  #close = () => (this.open = null)
  #save = ({ detail: value }: CustomEvent<InstitutionFacts>) => {
    const entry = this.open?.entry ?? null
    const answer = entry
      ? ask(changeInstitution, { params: { id: entry.id }, body: { version: entry.version, value } })
      : ask(addInstitution, { body: value })
    void answer.then(this.#done)
  }
  #recognise = ({ id, version }: InstitutionEntry) => void ask(recogniseInstitution, { params: { id }, body: { version } }).then(this.#done)

  #sitesOf(own: readonly string[] | null): string {
    if (own === null) return text[this.language].registry.otherSites
    return listed(
      this.language,
      this.sites.flatMap((site) => (own.includes(site.id) ? [siteWords(this.language, site)] : [])),
    )
  }
  #validity({ from, until }: Pick<Institution, 'from' | 'until'>): string {
    const { institutions: words } = text[this.language]
    return until === null ? fill(words.since, { from }) : fill(words.fromUntil, { from, until })
  }
  /** What an institution says, for its history. */
  #lines = ({ value }: InstitutionEntry | RegistrationEntry): (readonly [string, string])[] => {
    const { registry: words, institutions } = text[this.language]
    if (!('name' in value)) return []
    const { allowed, suspended } = value
    return [
      [words.name, value.name],
      [words.nameEn, value.nameEn ?? ''],
      [words.address, value.address],
      [words.contact, value.contact],
      [words.level, institutions.levels[value.level]],
      [words.allowedBy, allowed ? fill(institutions.allowed, { by: allowed.by, rank: institutions.ranks[allowed.rank] }) : ''],
      [institutions.validity, this.#validity(value)],
      [
        words.certifies,
        listed(
          this.language,
          value.certifies.map((business) => institutions.businesses[business]),
        ),
      ],
      [words.sites, this.#sitesOf(value.sites)],
      [words.suspended, suspended ? `${dateTimeOf(suspended.from)} ${suspended.reason}` : ''],
    ]
  }

  #line(entry: InstitutionEntry) {
    const { registry: words, institutions, admin } = text[this.language]
    const { name, level, sites, suspended, ...value } = entry.value
    const act = (label: string, press: () => void, kind = '') =>
      html`<button class=${kind} aria-label="${label} ${name}" @click=${press}>${label}</button>`
    const opens = (what: 'suspend' | 'papers' | 'history') => () => (this.open = { what, entry })
    return html`<tr>
      <th scope="row">${name}</th>
      <td>${institutions.levels[level]}</td>
      <td>${this.#sitesOf(sites)}</td>
      <td class="number">${this.#validity(value)}</td>
      <td>
        <span class="chip ${suspended ? 'bad' : 'good'}"
          >${suspended ? fill(words.suspendedFrom, { from: dateTimeOf(suspended.from) }) : words.recognised}</span
        >${suspended ? html`<br />${suspended.reason}` : nothing}
      </td>
      <td class="act">
        ${act(admin.change, () => (this.open = { what: 'form', entry }))} ${act(words.papers, opens('papers'))} ${act(words.history, opens('history'))}
        ${suspended ? act(words.recognise, () => this.#recognise(entry)) : act(words.suspend, opens('suspend'), 'danger')}
      </td>
    </tr>`
  }

  #dialog() {
    const { open, language } = this
    const { registry: words } = text[language]
    if (!open) return nothing
    switch (open.what) {
      case 'form':
        return html`<rf-institution-form .language=${language} .entry=${open.entry} .sites=${this.sites} @save=${this.#save} @close=${this.#close}></rf-institution-form>`
      case 'suspend':
        return html`<rf-suspend .language=${language} .entry=${open.entry} @done=${({ detail }: CustomEvent<InstitutionEntry | Refusal>) => void this.#done(detail)} @close=${this.#close}></rf-suspend>`
      case 'papers':
        return html`<rf-issued-papers .language=${language} .entry=${open.entry} .refused=${this.refused} @close=${this.#close}></rf-issued-papers>`
      case 'history':
        return html`<rf-registry-history
          .language=${language}
          .subject=${open.entry.id}
          .heading=${fill(words.historyOf, { name: open.entry.value.name })}
          .lines=${this.#lines}
          .refused=${this.refused}
          @close=${this.#close}
        ></rf-registry-history>`
    }
  }

  override render() {
    const { registry: words, institutions, admin } = text[this.language]
    const heads = [words.name, words.level, words.sites, institutions.validity, words.state]
    return html`<div class="row">
        <h1>${words.institutions}</h1>
        <span class="rest"></span>
        <a href="/institutions?lang=${this.language}" target="_blank" rel="noopener">${words.public}</a>
        <button class="primary" @click=${() => (this.open = { what: 'form', entry: null })}>${words.add}</button>
      </div>
      <p class="quiet">${words.help}</p>
      ${list(heads, this.registry?.institutions.map((entry) => this.#line(entry)) ?? null, { none: admin.none, acts: true })}
      ${this.registry ? html`<rf-doctors .language=${this.language} .refused=${this.refused} .registry=${this.registry} @changed=${this.#load}></rf-doctors>` : nothing}
      ${this.#dialog()}`
  }

  static override styles = [
    listSheet,
    css`
      .act button {
        margin-block: 2px;
      }
    `,
  ]
}
customElements.define('rf-institutions', Institutions)
