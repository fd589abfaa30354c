import { css, html, LitElement, nothing } from 'lit'
import { ask } from '#kit/ask.ts'
import type { Language } from '#protocol/basic.ts'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import { addSite, changeSite, listSites } from '#protocol/routes/sites.ts'
import { SITE_KINDS, type Site } from '#protocol/sites.ts'
import { text } from './text.ts'
import '#kit/dialog.ts'
import { fieldsOf } from '../form.ts'
import { list, listSheet } from './list.ts'

/** What a site is called on a page in this language. */
export const siteWords = (language: Language, { name, nameEn }: Site): string => (language === 'en' ? (nameEn ?? name) : name)

/** The centre, stations and squads: added, changed, closed. */
export class Sites extends LitElement {
  static override properties = {
    language: {},
    refused: { attribute: false },
    sites: { state: true },
    changing: { state: true },
    closing: { state: true },
  }
  declare language: Language
  declare refused: (answer: unknown) => boolean
  declare sites: Site[] | null
  /** Whose form is open; `new` for one to be added. */
  declare changing: Site | 'new' | null
  /** Which is about to be closed. */
  declare closing: Site | null

  constructor() {
    super()
    this.sites = null
    this.changing = null
    this.closing = null
  }

  override connectedCallback() {
    super.connectedCallback()
    void this.#load()
  }
  async #load() {
    const sites = await ask(listSites)
    if (!this.refused(sites) && !isRefusal(sites)) this.sites = sites
  }
  async #done(answer: Site | Refusal) {
    if (this.refused(answer)) return
    this.changing = null
    await this.#load()
  }

  #submit = (event: SubmitEvent) => {
    event.preventDefault()
    const { changing } = this
    if (changing === null) return
    const { kind: chosen, name = '', nameEn = '', code = '', parent = '', squad = '' } = fieldsOf(event)
    const or = (typed: string) => (typed.trim() === '' ? null : typed.trim())
    const wanted = { name: name.trim(), nameEn: or(nameEn), code: or(code), parent: or(parent), squad: or(squad) }
    const kind = SITE_KINDS.find((known) => known === chosen) ?? 'station'
    const answer =
      changing === 'new' ? ask(addSite, { body: { ...wanted, kind } }) : ask(changeSite, { params: { id: changing.id }, body: wanted })
    void answer.then((said) => this.#done(said))
  }

  #close = async (site: Site) => {
    this.closing = null
    await this.#done(await ask(changeSite, { params: { id: site.id }, body: { closed: true } }))
  }

  #choice(name: 'parent' | 'squad', site: Site | null, none: string, fits: (one: Site) => boolean) {
    const open = this.sites?.filter((one) => !one.closed && one.id !== site?.id && fits(one)) ?? []
    return html`<select name=${name}>
      <option value="">${none}</option>
      ${open.map((one) => html`<option value=${one.id} ?selected=${site?.[name] === one.id}>${siteWords(this.language, one)}</option>`)}
    </select>`
  }

  #form() {
    const words = text[this.language].admin
    const { changing } = this
    const site = changing === 'new' ? null : changing
    return html`<rf-dialog heading=${site ? siteWords(this.language, site) : words.addSite} .open=${changing !== null} @close=${() => (this.changing = null)}>
      ${
        changing === null
          ? nothing
          : html`<form id="site" class="stack" @submit=${this.#submit}>
              ${
                site
                  ? nothing
                  : html`<label
                      >${words.siteKind}<select name="kind">
                        ${SITE_KINDS.map((kind) => html`<option value=${kind} ?selected=${kind === 'station'}>${words.siteKinds[kind]}</option>`)}
                      </select></label
                    >`
              }
              <label>${words.siteName}<input name="name" required maxlength="80" .value=${site?.name ?? ''} /></label>
              <label>${words.siteNameEn}<input name="nameEn" maxlength="80" .value=${site?.nameEn ?? ''} /></label>
              <label
                >${words.siteCode}<input name="code" maxlength="20" .value=${site?.code ?? ''} autocomplete="off" /><small class="quiet"
                  >${words.siteCodeHelp}</small
                ></label
              >
              <label>${words.siteParent}${this.#choice('parent', site, words.siteNone, ({ kind }) => kind === 'centre')}</label>
              <label
                >${words.siteSquad}${this.#choice('squad', site, words.siteOwnSquad, ({ kind }) => kind !== 'station')}<small class="quiet"
                  >${words.siteSquadHelp}</small
                ></label
              >
            </form>`
      }
      <button slot="buttons" @click=${() => (this.changing = null)}>${words.cancel}</button>
      <button slot="buttons" form="site" class="primary">${words.save}</button>
    </rf-dialog>`
  }

  #line(site: Site) {
    const words = text[this.language].admin
    const called = (id: string | null, none: string) => {
      const found = this.sites?.find((one) => one.id === id)
      return found ? siteWords(this.language, found) : none
    }
    const name = siteWords(this.language, site)
    return html`<tr>
      <th scope="row">${name}</th>
      <td>${words.siteKinds[site.kind]}</td>
      <td class="number">${site.code ?? ''}</td>
      <td>${called(site.parent, '')}</td>
      <td>${site.kind === 'station' ? called(site.squad, words.siteOwnSquad) : ''}</td>
      <td><span class="chip ${site.closed ? 'bad' : 'good'}">${site.closed ? words.siteClosed : words.siteOpen}</span></td>
      <td class="act">
        <button aria-label="${words.change} ${name}" @click=${() => (this.changing = site)}>${words.change}</button>
        ${
          site.closed
            ? html`<button aria-label="${words.reopenSite} ${name}" @click=${() => void ask(changeSite, { params: { id: site.id }, body: { closed: false } }).then((answer) => this.#done(answer))}>
                ${words.reopenSite}
              </button>`
            : html`<button class="danger" aria-label="${words.closeSite} ${name}" @click=${() => (this.closing = site)}>${words.closeSite}</button>`
        }
      </td>
    </tr>`
  }

  override render() {
    const words = text[this.language].admin
    const { closing } = this
    const heads = [words.siteName, words.siteKind, words.siteCode, words.siteParent, words.siteSquad, words.state]
    return html`<div class="row">
        <h1>${words.sites}</h1>
        <span class="rest"></span>
        <button class="primary" @click=${() => (this.changing = 'new')}>${words.addSite}</button>
      </div>
      <p class="quiet">${words.sitesHelp}</p>
      ${list(heads, this.sites?.map((site) => this.#line(site)) ?? null, { none: words.none, acts: true })}
      ${this.#form()}
      <rf-dialog heading="${words.closeSite} · ${closing ? siteWords(this.language, closing) : ''}" .open=${closing !== null} @close=${() => (this.closing = null)}>
        <p>${words.closeSiteWarning}</p>
        <button slot="buttons" @click=${() => (this.closing = null)}>${words.cancel}</button>
        <button slot="buttons" class="danger" @click=${() => closing && void this.#close(closing)}>${words.closeSite}</button>
      </rf-dialog>`
  }

  static override styles = [
    listSheet,
    css`
      .act {
        white-space: nowrap;
      }
      small {
        font-size: var(--text-small);
        font-weight: 400;
      }
    `,
  ]
}
customElements.define('rf-sites', Sites)
