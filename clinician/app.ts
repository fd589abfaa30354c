import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { watch } from '#kit/watch.ts'
import type { HelpCall } from '#protocol/help.ts'
import { refuse } from '#protocol/refusal.ts'
import { fill } from '#words/fill.ts'
import { refusalWords } from '#words/refusal.ts'
import { type Calling, startCalling } from './calling.ts'
import { type Desk, type Notice, pageOf } from './desk.ts'
import { chosenLanguage } from './language.ts'
import { openSession } from './session.ts'
import { sheet } from './sheet.ts'
import { text } from './text.ts'
import './help.ts'
import './offered.ts'
import { KeyList } from './key-list.ts'
import { doesOf, KEYS } from './keys.ts'
import './other-report.ts'
import { reasonFor } from './reason.ts'
import './sign-in.ts'
import { startWork, type Work } from './work.ts'
import './queue/page.ts'
import type { ExamPage } from './exam/page.ts'
import { Picture, type PointedAt } from './exam/picture.ts'

/** Pages that nobody stands on at first, the next one first. */
const LATER = [
  () => import('./exam/page.ts'),
  () => import('./conclude/page.ts'),
  () => import('./conclude/after.ts'),
  () => import('./signature/page.ts'),
]

/** The doctor's console: which page stands, from the desk alone. */
export class ClinicianApp extends LitElement {
  readonly #session = openSession()
  readonly #language = chosenLanguage((language) => text[language].clinician.title)
  #work: Work | null = null
  #calling: Calling | null = null

  constructor() {
    super()
    watch(this, this.#session.state)
    watch(this, this.#language)
    this.#session.state.subscribe(this.#follow)
  }

  override connectedCallback() {
    super.connectedCallback()
    window.addEventListener('keydown', this.#key)
  }
  override disconnectedCallback() {
    super.disconnectedCallback()
    window.removeEventListener('keydown', this.#key)
  }

  /** A doctor sat down or stood up: the line to the server is opened or closed with them. */
  #follow = () => {
    const me = this.#session.state.value.greeting?.me
    const doctor = me?.person.roles.includes('doctor') ? me : null
    if (doctor && this.#work?.desk.value.me.person.id === doctor.person.id) return
    this.#calling?.close()
    this.#work?.close()
    this.#work = null
    this.#calling = null
    if (!doctor) return
    // What comes after the queue is loaded behind it.
    for (const later of LATER) void later()
    const work = startWork(doctor)
    this.#work = work
    this.#calling = startCalling(work.link, work.desk, doctor.demonstration)
    work.desk.subscribe(() => {
      // The session ended elsewhere: back to signing in.
      if (work.desk.value.link.refusal?.refused === 'not-signed-in') void this.#session.load()
      this.requestUpdate()
    })
    this.#calling.view.subscribe(() => this.requestUpdate())
  }

  #part = <T extends Element>(kind: abstract new () => T): T | undefined =>
    [...this.renderRoot.querySelectorAll('*')].find((each): each is T => each instanceof kind)
  #exam = () => this.renderRoot.querySelector<ExamPage>('rf-exam')
  #key = (event: KeyboardEvent) => {
    const typing = event.composedPath().some((at) => at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement)
    const does = doesOf(event, typing)
    // A dialog has the keys while it stands.
    const asked = event.composedPath().some((at) => at instanceof HTMLDialogElement)
    // What is being written isn't left by a key that also goes back.
    if (!does || asked || !this.#work || (typing && does === 'stepBack')) return
    event.preventDefault()
    if (!event.repeat) this.#does[does]()
  }
  /** What each key does, wherever its button stands. */
  #does: Readonly<Record<keyof typeof KEYS, () => unknown>> = {
    next: () => this.#work && ['queue', 'after'].includes(pageOf(this.#work.desk.value)) && this.#work.claimNext(),
    take: () => this.#work?.take(),
    tiles: () => this.#betweenTiles(),
    // The page of tiles reads the digits itself.
    stepIn: () => {},
    stepBack: () => this.#stepBack(),
    allNormal: () => this.#exam()?.allNormal(),
    drawUp: () => this.#exam()?.drawUp(),
    sign: () => this.renderRoot.querySelector('rf-conclude')?.sign(),
    say: () => this.#exam()?.say(),
    keep: () => this.#work && pageOf(this.#work.desk.value) === 'exam' && this.#work.keep(),
    rest: () => this.#work && pageOf(this.#work.desk.value) === 'queue' && this.#work.rest(!this.#work.desk.value.offers?.rests),
    passOn: () => this.#exam()?.passOn(),
    notThere: () => this.#exam()?.askNotThere(),
    escalate: () => this.#exam()?.askSenior(),
    join: () => this.renderRoot.querySelector('rf-escalation-alarm')?.join?.(),
    takeOver: () => (this.renderRoot.querySelector('rf-joined') ?? this.renderRoot.querySelector('rf-escalation-alarm'))?.takeOver?.(),
    enlarge: () => this.#part(Picture)?.enlarge(),
    swap: () => this.#part(Picture)?.swap(),
    mute: () => this.#calling?.mute(!this.#calling.view.value.muted),
    point: () => this.#part(Picture)?.point(),
    picture: () => this.#exam()?.picture(),
    devices: () => this.#part(Picture)?.devices(),
    keys: () => this.#part(KeyList)?.toggle(),
  }

  #betweenTiles() {
    const page = this.#work && pageOf(this.#work.desk.value)
    if (page === 'queue') this.#work?.show('tiles')
    if (page === 'tiles') this.#work?.show('work')
  }
  /** Gives the driver back who was claimed among several booths, and shows those again; not where a report is drawn up already. */
  #stepBack() {
    const desk = this.#work?.desk.value
    if (desk?.page === 'tiles' && pageOf(desk) === 'exam' && !desk.check?.drawnUp) void this.#work?.release()
  }

  #notice(notice: Notice): string {
    const language = this.#language.value
    const words = text[language].clinician
    switch (notice.told) {
      case 'refused':
        return refusalWords(language, notice.refusal, 'doctor')
      case 'stale':
        return words.notice.stale
      case 'lease-lost':
        return words.notice.leaseLost
      case 'lease-taken':
        return fill(words.notice.leaseTaken, { doctor: notice.doctor })
      case 'released':
        return words.notice.released
      case 'kept':
        return words.notice.kept
      case 'not-taken':
        return fill(words.notice.notTaken, { doctor: notice.doctor })
      case 'abandoned':
        return words.notice.abandoned
      case 'parked':
        return words.notice.parked
      case 'voided':
        return words.conclude.voided
      case 'no-picture':
        return words.exam.noPicture
      case 'first-left':
        return words.notice.firstLeft
      case 'sign-failed':
        return fill(words.conclude.signFailed, { why: notice.why })
    }
  }

  #strips(desk: Desk, work: Work) {
    const language = this.#language.value
    const words = text[language].clinician
    const { state, refusal } = desk.link
    const line =
      state === 'connecting'
        ? text[language].attended.line.connecting
        : refusal
          ? fill(text[language].attended.line.refused, { why: refusalWords(language, refusal, 'doctor') })
          : ''
    return html`<rf-help .calls=${desk.help} .answer=${(call: HelpCall) => void work.answer(call)} .language=${language}></rf-help>
      <rf-offered .offers=${desk.offers} .work=${work} .language=${language}></rf-offered>
      <div role="status">${line && (state === 'refused' || desk.queue) ? html`<p class="said strip">${line}</p>` : nothing}</div>
      <div role="status">${this.#closed(desk)}</div>
      <div role="alert">
        ${
          desk.notice
            ? html`<p class="said strip ${['released', 'kept', 'parked'].includes(desk.notice.told) ? 'good' : 'bad'}">
                <span>${this.#notice(desk.notice)}</span><button @click=${work.dismiss}>${words.notice.close}</button>
              </p>`
            : nothing
        }
      </div>
      ${desk.notice?.told === 'refused' ? reasonFor(language, desk.notice.refusal, (check) => void work.look({ check })) : nothing}
      ${this.#hardCases(desk, work)}
      <p class="unseen" aria-live="polite">${desk.arrival ? fill(words.queue.arrived, { name: desk.arrival }) : ''}</p>`
  }

  /** Said where drivers are claimed, before somebody tries. */
  #closed(desk: Desk) {
    const claims = ['queue', 'tiles', 'after'].includes(pageOf(desk))
    return desk.closed && claims
      ? html`<p class="said strip bad">${refusalWords(this.#language.value, refuse('server-draining'), 'doctor')}</p>`
      : nothing
  }

  /** Whoever is a senior doctor is told of the cases that wait for one, except of the one on the desk. */
  #hardCases(desk: Desk, work: Work) {
    const entries = desk.ledger.filter(({ check }) => check !== desk.check?.id)
    if (entries.length === 0 || !desk.me.person.roles.includes('senior')) return nothing
    void import('./escalation/alarm.ts')
    return html`<rf-escalation-alarm .entries=${entries} .work=${work} ?busy=${desk.busy || desk.check?.phase === 'underway'} .language=${this.#language.value}></rf-escalation-alarm>`
  }

  #page(desk: Desk, work: Work, calling: Calling): TemplateResult {
    const language = this.#language.value
    const picture = html`<rf-picture .view=${calling.view.value} .calling=${calling} .recording=${desk.check?.recording} .beside=${desk.joined ? (desk.check?.lease?.doctor.name ?? null) : (desk.check?.senior ?? null)} ?examines=${pageOf(desk) === 'exam'} .language=${language} @pointed=${({ spot }: PointedAt) => void work.point(spot)}></rf-picture>`
    switch (pageOf(desk)) {
      case 'signature':
        return html`<rf-signature-page .desk=${desk} .work=${work} .language=${language}></rf-signature-page>`
      case 'queue':
        return html`<rf-queue .desk=${desk} .work=${work} .calling=${calling} .view=${calling.view.value} .language=${language}></rf-queue>`
      case 'tiles':
        void import('./tiles/page.ts')
        return html`<rf-tiles .desk=${desk} .work=${work} .language=${language}></rf-tiles>`
      case 'joined':
        void import('./escalation/joined.ts')
        return html`<rf-joined .desk=${desk} .work=${work} .language=${language}>${picture}</rf-joined>`
      case 'exam':
        return html`<rf-exam .desk=${desk} .work=${work} .language=${language} .face=${calling.view.value.call?.theirs.camera ?? null} .bare=${calling.view.value.coming}>${picture}</rf-exam>`
      case 'conclude':
        return html`<rf-conclude .desk=${desk} .work=${work} .language=${language}>${picture}</rf-conclude>`
      case 'after':
        return html`<rf-after .desk=${desk} .work=${work} .language=${language}></rf-after>`
    }
  }

  override render() {
    const language = this.#language.value
    const words = text[language].clinician
    const work = this.#work
    const calling = this.#calling
    const page = work ? pageOf(work.desk.value) : null
    return html`<rf-frame
      .session=${this.#session}
      .language=${language}
      allowed="doctor"
      heading=${words.title}
      @switch-language=${() => this.#language.set(language === 'zh' ? 'en' : 'zh')}
    >
      ${page === 'queue' && work ? html`<button slot="bar" @click=${() => work.show('signature')}>${words.signature.open}</button><rf-other-report slot="bar" acts .language=${language} @look=${({ detail }: CustomEvent<string>) => void work.look({ check: detail })}></rf-other-report>` : nothing}
      ${work ? html`<rf-key-list slot="bar" .keys=${KEYS} .words=${words.keys}></rf-key-list>` : nothing}
      ${work && calling ? html`<div class="page">${this.#strips(work.desk.value, work)} ${this.#page(work.desk.value, work, calling)}</div>` : nothing}
    </rf-frame>`
  }

  static override styles = [
    sheet,
    css`
      .page {
        display: flex;
        flex-direction: column;
        height: 100%;
      }
      .page > :last-child {
        flex: 1;
        min-height: 0;
        width: 100%;
      }
      rf-reason {
        display: block;
        padding: var(--space-2) var(--space-3);
      }
      .strip {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        border-radius: 0;
      }
      .strip span {
        flex: 1;
      }
    `,
  ]
}
customElements.define('rf-clinician', ClinicianApp)
