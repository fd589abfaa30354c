import { startAuthentication } from '@simplewebauthn/browser'
import { ask } from '#kit/ask.ts'
import { type Store, storeOf } from '#kit/watch.ts'
import type { Strokes } from '#protocol/basic.ts'
import { digestOf } from '#protocol/canonical.ts'
import type { AttentionEntry, CheckView, LiveValue, QueueEntry, QueueView } from '#protocol/check.ts'
import type { Correction } from '#protocol/correction.ts'
import { fits } from '#protocol/fits.ts'
import type { HelpCall } from '#protocol/help.ts'
import { openLink, standing } from '#protocol/link.ts'
import { staffMessages, staffPushes } from '#protocol/messages.ts'
import type { PictureSpot } from '#protocol/pointing.ts'
import { isRefusal, type Refusal, refuse } from '#protocol/refusal.ts'
import { AssertionResponse, type Me } from '#protocol/rest.ts'
import { saveSignature } from '#protocol/routes/account.ts'
import type { Written } from '#protocol/saying.ts'
import type { Finding } from '#protocol/station.ts'
import type { AnyStation, Method } from '#protocol/stations.ts'
import type { TakenStill } from '#protocol/still.ts'
import {
  challengeOf,
  type Desk,
  digestsAgree,
  emptyDesk,
  heldElsewhere,
  type Notice,
  nextInQueue,
  type StaffLink,
  withClaimed,
  withJoined,
  withLive,
  withMoved,
  withOffers,
  withoutCheck,
  withQueue,
  withRefusal,
  withView,
} from './desk.ts'

/** A lease lasts 45 s. */
const RENEW_MS = 10_000
/** A command that found no line is sent again under its id: it is carried out once at most. */
const TRIES = 3
const BETWEEN_TRIES_MS = 1000

type Proof = { by: 'passkey'; assertion: AssertionResponse } | { by: 'password'; password: string }

/** The doctor's desk at work: its value, and everything a doctor can do. */
export type Work = ReturnType<typeof startWork>

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : String(error))

/** Opens the line to the server for a signed-in doctor. `close` ends it. */
export const startWork = (
  me: Me,
  link: StaffLink = openLink('', { messages: staffMessages, pushes: staffPushes, path: '/staff/socket' }),
) => {
  const desk: Store<Desk> = storeOf(emptyDesk(me))
  /** Beside the desk: a screen full of things isn't drawn again for each number of a sensor. */
  const values: Store<LiveValue | null> = storeOf<LiveValue | null>(null)
  const set = (change: Partial<Desk>) => desk.set({ ...desk.value, ...change })
  const tell = (notice: Notice | null) => set({ notice })

  /** A newer view; a draft in it is hashed as it stands here. */
  const take = (view: CheckView) => {
    desk.set(withView(desk.value, view))
    const { check, shown } = desk.value
    const draft = check?.draft
    if (!draft || shown !== null) return
    void digestOf(draft).then((digest) => {
      if (desk.value.check?.draft === draft) set({ shown: { number: draft.number, digest } })
    })
    void askSigning(view.id)
  }
  const askSigning = async (check: string) => {
    const signing = await link.ask('check:signing', { check })
    if (!isRefusal(signing) && desk.value.check?.id === check) set({ signing })
  }

  /** Fetches the check on the desk again, and with it this socket's subscription. */
  const resync = async () => {
    const id = desk.value.check?.id
    if (id === undefined) return
    // Whoever had joined by the line before has left with it.
    if (desk.value.joined) {
      await join(id)
      return
    }
    const answer = await link.ask('check:watch', { check: id })
    if (isRefusal(answer)) return
    if (answer.check) take(answer.check)
    else if (desk.value.check?.id === id) desk.set(withoutCheck(desk.value, { told: 'lease-lost' }))
  }
  const refused = async (refusal: Refusal) => {
    desk.set(withRefusal(desk.value, refusal))
    if (['stale', 'wrong-state', 'claimed-by-other', 'not-your-check', 'not-drawn-up'].includes(refusal.refused)) await resync()
  }

  const lay = (check: CheckView) => {
    desk.set(withClaimed(desk.value, check))
    take(check)
  }

  type Ids = { command: string; check: string; version: number }
  /** Sends one command on a check and takes its answer. True when it was carried out. */
  const send = async (on: { id: string; version: number }, ask: (ids: Ids) => Promise<CheckView | Refusal>): Promise<CheckView | null> => {
    if (desk.value.busy) return null
    set({ busy: true, notice: null })
    const ids = { command: crypto.randomUUID(), check: on.id, version: on.version }
    let answer = await ask(ids)
    for (let tries = 1; tries < TRIES && isRefusal(answer) && ['not-connected', 'no-answer'].includes(answer.refused); tries++) {
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_TRIES_MS))
      answer = await ask(ids)
    }
    set({ busy: false })
    if (isRefusal(answer)) {
      await refused(answer)
      return null
    }
    take(answer)
    return answer
  }
  /** The same, on the check that lies on the desk. */
  const command = async (ask: (ids: Ids) => Promise<CheckView | Refusal>): Promise<boolean> => {
    const { check } = desk.value
    return check !== null && (await send(check, ask)) !== null
  }

  const conclude = (proof: Proof) => {
    const digest = desk.value.shown?.digest
    if (digest === undefined || digestsAgree(desk.value) !== true) {
      tell({ told: 'refused', refusal: refuse('digest-differs') })
      return Promise.resolve(false)
    }
    const message = desk.value.check?.signed ? 'check:countersign' : 'check:conclude'
    return command((ids) => link.ask(message, { ...ids, digest, proof }, 20_000))
  }

  /** Joins the doctor who has the driver of a check, as a senior doctor. */
  const join = async (check: string) => {
    if (desk.value.check?.phase === 'underway' && !desk.value.joined) return
    const answer = await link.ask('check:join', { command: crypto.randomUUID(), check })
    if (!isRefusal(answer)) return desk.set(withJoined(desk.value, answer))
    if (desk.value.joined && answer.refused !== 'not-connected') desk.set(withoutCheck(desk.value, { told: 'first-left' }))
    else tell({ told: 'refused', refusal: answer })
  }

  /** The driver stays this doctor's. */
  const renew = () => {
    const { check } = desk.value
    if (check?.phase !== 'underway' || desk.value.joined) return
    void link.ask('check:renew', { check: check.id }).then((answer) => {
      if (!isRefusal(answer)) take(answer)
      else if (answer.refused !== 'not-connected' && answer.refused !== 'no-answer') void resync()
    })
  }

  link.watch((state, refusal) => {
    // A server that comes after an update says nothing of it.
    set({ link: { state, refusal }, ...(state === 'connected' && { closed: false }) })
    if (state !== 'connected') return
    // Without the line the driver was kept by the picture alone, from look to look.
    renew()
    void resync()
  })
  const takeQueue = (queue: QueueView) => {
    desk.set(withQueue(desk.value, queue))
    const held = heldElsewhere(desk.value)
    if (held && !desk.value.busy) void resume(held)
  }
  link.on('help:view', ({ calls }) => set({ help: calls }))
  link.on('offer:view', (offers) => desk.set(withOffers(desk.value, offers)))
  link.on('ledger:view', ({ entries }) => set({ ledger: entries.filter(({ kind }) => kind === 'senior') }))
  link.on('attention:view', (attention) => set({ attention }))
  link.on('queue:view', takeQueue)
  link.on('queue:closed', ({ closed }) => set({ closed }))
  link.on('queue:moved', (moved) => desk.value.queue && takeQueue(withMoved(desk.value.queue, moved)))
  link.on('check:view', take)
  link.on('check:live', (live) => desk.set(withLive(desk.value, live)))
  link.on('check:value', values.set)

  const claim = async (entry: Pick<QueueEntry, 'check' | 'version'>) => {
    const claimed = await send({ id: entry.check, version: entry.version }, (ids) => link.ask('check:claim', ids))
    if (claimed) lay(claimed)
  }
  const leave = async (notice: Notice | null) => {
    desk.set(withoutCheck(desk.value, notice))
    await link.ask('check:watch', { check: null })
  }

  /** Puts a check that this doctor holds already back on the desk. */
  const resume = async ({ check }: QueueEntry) => {
    const answer = await link.ask('check:watch', { check })
    if (isRefusal(answer)) return tell({ told: 'refused', refusal: answer })
    if (answer.check?.lease?.doctor.id === me.person.id && desk.value.check === null) {
      lay(answer.check)
    }
  }

  const renewing = setInterval(renew, RENEW_MS)

  return {
    desk,
    values,
    link,
    dismiss: () => tell(null),
    show: (page: Desk['page']) => set({ page, notice: null }),
    read: (reading: boolean) => set({ reading, notice: null }),

    claim,
    /** Says that a call from a booth was heard. */
    async answer({ id }: HelpCall) {
      const answer = await link.ask('help:answer', { help: id })
      if (isRefusal(answer)) tell({ told: 'refused', refusal: answer })
    },
    /** Claims the first in the queue whom nobody has; a check that is signed is put away first. */
    async claimNext() {
      const entry = nextInQueue(desk.value, new Date())
      if (entry === null || desk.value.check?.phase === 'underway') return
      if (desk.value.check) await leave(null)
      await claim(entry)
    },
    /** Of a driver who isn't there any more the check is parked instead, and the desk has said so. */
    async release() {
      if ((await command((ids) => link.ask('check:release', ids))) && desk.value.notice?.told !== 'parked')
        await leave({ told: 'released' })
    },
    /** Lets the driver wait, for whom this doctor comes back. */
    async keep() {
      if (await command((ids) => link.ask('check:keep', ids))) await leave({ told: 'kept' })
    },
    /** Colleagues to whom the driver on the desk can be passed on now. */
    async colleagues() {
      const { check } = desk.value
      const answer = check && (await link.ask('check:colleagues', { check: check.id }))
      if (!answer || !isRefusal(answer)) return answer?.doctors ?? []
      await refused(answer)
      return null
    },
    /** Offers the driver on the desk to a colleague; until that one takes them they stay. */
    async passOn(to: string) {
      const { check } = desk.value
      const answer = check && (await link.ask('check:pass-on', { check: check.id, to }))
      if (answer && isRefusal(answer)) await refused(answer)
    },
    /** Takes the driver whom a colleague passes on. */
    async take() {
      const offered = desk.value.offers?.offered
      if (!offered || desk.value.check?.phase === 'underway') return
      if (desk.value.check) await leave(null)
      await claim(offered)
    },
    /** Takes one's own offer back, or doesn't take the driver whom one was offered. */
    async endOffer(check: string) {
      const answer = await link.ask('check:end-offer', { check })
      if (isRefusal(answer)) tell({ told: 'refused', refusal: answer })
    },
    /** The doctor takes no drivers for now, or takes them again. */
    async rest(rests: boolean) {
      const answer = await link.ask('desk:rest', { rests })
      if (isRefusal(answer)) tell({ told: 'refused', refusal: answer })
    },
    /** Nobody sits in the booth: the check waits for the day under its card. */
    async notThere() {
      if (await command((ids) => link.ask('check:not-there', ids))) await leave({ told: 'parked' })
    },
    /** Puts away a check that is signed. */
    leave: () => leave(null),
    /** Starts a station, or repeats it, in the way that was asked for; the station's own way when `method` is absent. */
    start: (station: AnyStation, wish: { glasses: boolean; aid: boolean; method?: Method }) =>
      command((ids) => link.ask('check:start', { ...ids, station, ...wish })),
    decide: (finding: Finding, reason: string | null) => command((ids) => link.ask('check:decide', { ...ids, finding, reason })),
    /** Has the driver read and hear this, until something else is said; null takes it away. True when the booth was told. */
    async say(said: Written | null) {
      const { check } = desk.value
      if (!check) return false
      const answer = await link.ask('check:say', { check: check.id, said })
      if (isRefusal(answer)) await refused(answer)
      return !isRefusal(answer)
    },
    /** Shows the driver a place in their own picture, for some seconds. */
    async point(spot: PictureSpot) {
      const { check } = desk.value
      const answer = check && (await link.ask('check:point', { check: check.id, spot }))
      if (answer && isRefusal(answer)) await refused(answer)
    },
    /** There was nothing to be kept. */
    noPicture: () => tell({ told: 'no-picture' }),
    /** Keeps what is seen as evidence of a station. */
    picture: (station: AnyStation, still: TakenStill) =>
      command(({ command, check }) => link.ask('check:picture', { command, check, station, still })),
    escalate: (reason: string) => command((ids) => link.ask('check:escalate', { ...ids, reason })),
    endEscalation: (outcome: 'advised' | 'withdrawn', words: string | null) =>
      command(({ command, check }) => link.ask('check:end-escalation', { command, check, outcome, words })),
    consult: (department: string, question: string) => command((ids) => link.ask('check:consult', { ...ids, department, question })),
    answerConsultation: (consultation: string, answer: string) =>
      command((ids) => link.ask('check:answer-consultation', { ...ids, consultation, answer })),
    join,
    /** Leaves the doctor whom one had joined. */
    async part() {
      const { check, joined } = desk.value
      if (!check || !joined) return
      await link.ask('check:part', { check: check.id })
      await leave(null)
    },
    /** Has the driver from now on, who was another doctor's. */
    async takeOver(check: string) {
      const taken = await send({ id: check, version: 0 }, ({ command }) => link.ask('check:take-over', { command, check }))
      if (taken) lay(taken)
    },
    note: (text: string) => command((ids) => link.ask('check:note', { ...ids, text })),
    async drawUp(remark: string | null) {
      if (await command((ids) => link.ask('check:draw-up', { ...ids, remark }))) set({ reading: true })
    },

    /** Signs the digest of what is on the screen by passkey. Nothing is signed unless it is the registered report. */
    async signByPasskey() {
      const { shown, signing } = desk.value
      const options = signing?.options
      if (!shown || !options || digestsAgree(desk.value) !== true || options.challenge !== challengeOf(shown.digest))
        return tell({ told: 'refused', refusal: refuse('digest-differs') })
      try {
        const assertion = plain(await startAuthentication({ optionsJSON: options }))
        if (fits(AssertionResponse, assertion)) await conclude({ by: 'passkey', assertion })
        else tell({ told: 'sign-failed', why: 'DataError' })
      } catch (error) {
        tell({ told: 'sign-failed', why: nameOf(error) })
      }
    },
    signByPassword: (password: string) => conclude({ by: 'password', password }),

    /** Puts a report that waits for a doctor on the desk: to countersign it, or to replace it. */
    async look({ check }: Pick<AttentionEntry, 'check'>) {
      // A driver who sits there isn't put away for it.
      if (desk.value.check?.phase === 'underway') return
      const answer = await link.ask('check:watch', { check })
      if (isRefusal(answer)) return tell({ told: 'refused', refusal: answer })
      if (!answer.check) return
      desk.set({ ...withClaimed(desk.value, answer.check), reading: false })
      take(answer.check)
    },
    /** It is not countersigned, or the doctor takes the signature back: either way the report leaves the desk. */
    async decline(on: { id: string; version: number }, reason: string) {
      if (await send(on, (ids) => link.ask('check:decline', { ...ids, reason }))) await leave(null)
    },
    async supersede(remark: string | null, decisions: { finding: Finding; reason: string | null }[]) {
      if (await command((ids) => link.ask('check:supersede', { ...ids, remark, decisions }))) set({ reading: true })
    },
    /** Draws up a report in which something mistyped is put right; it is read and signed like any other. */
    async correct(correction: Correction, reason: string) {
      if (await command((ids) => link.ask('check:correct', { ...ids, correction, reason }))) set({ reading: true })
    },
    /** The report that lies on the desk is taken back for good. */
    withdraw: (reason: string) => command((ids) => link.ask('check:withdraw', { ...ids, reason })),
    // What is only read waits for the line: a no that stays on the page would tell of a moment that is over.
    async history(check: string) {
      await standing(link)
      return link.ask('check:history', { check })
    },
    /** What the doctor has done today. */
    async shift() {
      await standing(link)
      return link.ask('shift:see', {})
    },

    async saveSignature(strokes: Strokes) {
      const answer = await ask(saveSignature, { body: strokes })
      if (isRefusal(answer)) tell({ told: 'refused', refusal: answer })
      else set({ me: answer, notice: null })
      return !isRefusal(answer)
    },
    /** The doctor as the server knows them now. */
    takeMe: (me: Me) => set({ me, notice: null }),

    close() {
      clearInterval(renewing)
      link.close()
    },
  }
}
