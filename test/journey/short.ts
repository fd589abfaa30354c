import { randomUUID } from 'node:crypto'
import type { BoothView } from '#protocol/booth.ts'
import type { CheckView, CounterEntry } from '#protocol/check.ts'
import { type Link, type LinkState, openLink } from '#protocol/link.ts'
import { type mediaMessages, type mediaPushes, pageMessages, pagePushes, staffMessages, staffPushes } from '#protocol/messages.ts'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import { ROOM_CAPABILITIES } from '#protocol/room-capabilities.ts'
import type { Finding, Station } from '#protocol/station.ts'
import { samplePhoto, sampleStrokes } from '../sample-report.ts'
import { handsAt, until } from './people.ts'
import type { Product } from './product.ts'

/** The steps of a check, in order, as they are walked without a browser: over the lines that the pages themselves use. */
const STEPS = [
  'card',
  'declaration',
  'photo',
  'claim',
  'picture',
  'height',
  'findings',
  'signature',
  'paper',
  'hand-over',
  'counter',
] as const
export type Step = (typeof STEPS)[number]

/** Where a check stopped, and what the people there were told: a refusal's code, or the state that their screens show. */
export type Stop = { step: Step; told: string }

/** What a step says: null when it is done. */
type Told = string | null
type Ids = { command: string; check: string; version: number }

const told = (answer: unknown): Told => (isRefusal(answer) ? answer.refused : null)

/** The cookie that a browser gets from a one-time address. */
const launched = async (url: string) => {
  const answer = await fetch(url, { redirect: 'manual' })
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ')
  return { origin: new URL(url).origin, cookie }
}

const boothAt = async (product: Product) => {
  const { origin, cookie } = await launched(product.boothUrl())
  const link = openLink(origin, { messages: pageMessages, pushes: pagePushes, path: '/door/socket', headers: { cookie, origin } })
  let view: BoothView | null = null
  link.on('booth:view', (now) => (view = now))
  link.on('booth:stage', (moved) => view && (view = { ...view, ...moved }))
  return { link, view: (): BoothView | null => view }
}

const staffAt = async ({ origin, seeded }: Product, login: string) => {
  const password = seeded.accounts.find((account) => account.login === login)?.password ?? ''
  const headers = { origin, 'content-type': 'application/json' }
  const answer = await fetch(`${origin}/api/session`, { method: 'POST', headers, body: JSON.stringify({ login, password }) })
  const cookie = answer.headers.getSetCookie()[0]?.split(';', 1)[0] ?? ''
  const link = openLink(origin, { messages: staffMessages, pushes: staffPushes, path: '/staff/socket', headers: { cookie, origin } })
  let state: LinkState = 'connecting'
  link.watch((now) => (state = now))
  return { link, password, connected: () => state === 'connected' }
}

/** What a doctor finds who sees a healthy driver; height is measured. */
const FINDINGS: Finding[] = [
  { station: 'acuity-right', reached: 4.9, glasses: false },
  { station: 'acuity-left', reached: 4.9, glasses: false },
  { station: 'colour', colour: 'no-red-green-blindness' },
  { station: 'hearing', left: true, right: true, aid: false },
  { station: 'upper-limbs', upper: 'normal', left: '', right: '' },
  { station: 'lower-limbs', lower: 'normal', left: '', right: '' },
  { station: 'trunk', trunk: 'normal' },
]

/** Everybody whom a check needs, each at their own line. */
export type Short = Awaited<ReturnType<typeof openShort>>
export const openShort = async (product: Product) => {
  const [booth, doctor, second, counter, hands] = await Promise.all([
    boothAt(product),
    staffAt(product, 'lin'),
    staffAt(product, 'wang'),
    staffAt(product, 'counter'),
    handsAt(product),
  ])
  const jpeg = (await samplePhoto()).toString('base64')
  let entries: CounterEntry[] = []
  counter.link.on('counter:view', (view) => (entries = view.entries))
  let check = ''

  const seen = async (): Promise<CheckView | Refusal> => {
    const answer = await doctor.link.ask('check:watch', { check })
    if (isRefusal(answer)) return answer
    if (!answer.check) throw new Error(`there is no check ${check}`)
    return answer.check
  }
  /** A command of the doctor on the newest state of the check. */
  const command = async (ask: (ids: Ids) => Promise<CheckView | Refusal>): Promise<CheckView | Refusal> => {
    for (;;) {
      const now = await seen()
      const answer = isRefusal(now) ? now : await ask({ command: randomUUID(), check, version: now.version })
      if (!isRefusal(answer) || answer.refused !== 'stale') return answer
    }
  }
  const claim = () => command((ids) => doctor.link.ask('check:claim', ids))
  const station = (name: Station) => booth.view()?.check?.stations.find((one) => one.station === name)
  /** What becomes of the check where nobody waits for an answer. */
  const comes = (what: string, judge: (now: CheckView) => { told: Told } | null): Promise<Told> =>
    until(what, async () => {
      const now = await seen()
      return isRefusal(now) ? null : judge(now)
    }).then((end) => end.told)

  const steps: Record<Step, (midway?: () => Promise<void>) => Promise<Told>> = {
    async card() {
      await hands.do({ hand: 'card', driver: 'zhang-san' })
      const end = await until('the card is answered', () => {
        const view = booth.view()
        if (view?.check) return { check: view.check.id, told: null }
        // Who has a report in force is asked first.
        if (view?.cardAsks) void booth.link.ask('page:touch', { touch: 'card', begin: true })
        if (view?.refusal) return { check: '', told: view.refusal.refusal.refused }
        return view && view.link !== 'connected' ? { check: '', told: view.link } : null
      })
      check = end.check
      return end.told
    },
    declaration: async () =>
      told(await booth.link.ask('page:touch', { touch: 'declare', consent: true, has: false, diseases: [], strokes: sampleStrokes })),
    photo: async () => told(await booth.link.ask('page:photo', { jpeg }, 30_000)),
    claim: async () => told(await claim()),
    async picture() {
      const sides: Pick<Link<typeof mediaMessages, typeof mediaPushes>, 'ask'>[] = [booth.link, doctor.link]
      for (const side of sides) {
        const missing = told(await side.ask('media:join', { check, rtpCapabilities: ROOM_CAPABILITIES }))
        if (missing !== null) return missing
      }
      return null
    },
    async height(midway) {
      const started = await booth.link.ask('page:touch', { touch: 'start', station: 'height', glasses: false, aid: false })
      if (isRefusal(started) && started.refused !== 'doctor-needed') return started.refused
      if (isRefusal(started)) {
        // The same driver comes many times a day here: after the second try only a doctor starts.
        await booth.link.ask('page:touch', { touch: 'seen-refusal' })
        const by = await command((ids) => doctor.link.ask('check:start', { ...ids, station: 'height', glasses: false, aid: false }))
        if (isRefusal(by)) return by.refused
      }
      await until('the station is on the screen', () => booth.view()?.stage?.station === 'height')
      await midway?.()
      return until('the height is measured', async () => {
        const scene = booth.view()?.stage?.scene
        if (scene?.scene === 'height') await hands.do({ hand: 'stand', heightMm: scene.step === 'stand' ? 1725 : null })
        const state = station('height')?.attempts.at(-1)?.state
        if (state === 'void') return { told: booth.view()?.refusal?.refusal.refused ?? 'void' }
        return state === 'read' ? { told: null } : null
      }).then((end) => end.told)
    },
    async findings() {
      for (const finding of FINDINGS) {
        const decided = await command((ids) => doctor.link.ask('check:decide', { ...ids, finding, reason: '视频中查看，一切正常' }))
        if (isRefusal(decided)) return decided.refused
      }
      return null
    },
    async signature() {
      // After a break the lease may have run out.
      const mine = await claim()
      if (isRefusal(mine)) return mine.refused
      const drawn = await command((ids) => doctor.link.ask('check:draw-up', { ...ids, remark: null }))
      if (isRefusal(drawn)) return drawn.refused
      const digest = drawn.drawnUp?.digest ?? ''
      const proof = { by: 'password', password: doctor.password } as const
      const signed = await command((ids) => doctor.link.ask('check:conclude', { ...ids, digest, proof }))
      if (isRefusal(signed) || signed.phase !== 'signed') return told(signed)
      // All but the height was found by eye: a second doctor signs too.
      const also = { by: 'password', password: second.password } as const
      return told(await command((ids) => second.link.ask('check:countersign', { ...ids, digest, proof: also })))
    },
    paper: () =>
      comes('the paper is sealed', ({ report }) => {
        if (report?.paper === 'drawing') return null
        return { told: report?.held?.code ?? null }
      }),
    'hand-over': () => {
      // Counted from now: what was tried before the line was fixed says nothing.
      let before: number | null = null
      return comes('the case answers', ({ handover }) => {
        if (handover?.state === 'delivered') return { told: null }
        if (handover?.state === 'refused') return { told: handover.reason }
        const tries = handover?.tries ?? 0
        before ??= tries
        return tries > before + 1 ? { told: 'waiting' } : null
      })
    },
    async counter() {
      const line = await until('the counter lists the report', () =>
        entries.find((entry) => entry.check === check && entry.phase === 'handed-over'),
      )
      return told(await counter.link.ask('counter:accept', { command: randomUUID(), check, version: line.version }))
    },
  }

  return {
    product,
    booth,
    hands,
    station,
    seen,
    number: async () => {
      const now = await seen()
      return (isRefusal(now) ? null : now.report?.number) ?? ''
    },
    /** The counter sends a report again that the case refused. */
    async resend(): Promise<Told> {
      const line = await until('the counter lists the refused report', () =>
        entries.find((entry) => entry.check === check && entry.phase === 'refused'),
      )
      return told(await counter.link.ask('counter:resend', { command: randomUUID(), check, version: line.version }))
    },
    /** All lines to the server stand. */
    connected: () =>
      until(
        'everybody is connected',
        () => doctor.connected() && second.connected() && counter.connected() && booth.view()?.link === 'connected',
      ),
    /**
     * Walks from a step to the last, or to the first that can't be done; without a picture the examination goes on. `meet` is
     * called before each step; `midway` while the height is being measured.
     */
    async walk(from: Step, { meet, midway }: { meet?: (step: Step) => Promise<void>; midway?: () => Promise<void> } = {}): Promise<Stop[]> {
      const stops: Stop[] = []
      for (const step of STEPS.slice(STEPS.indexOf(from))) {
        await meet?.(step)
        const said = await steps[step](midway)
        if (said === null) continue
        stops.push({ step, told: said })
        if (step !== 'picture') break
      }
      return stops
    },
    /** The driver takes the card and goes. */
    async leave() {
      await hands.do({ hand: 'card', driver: null })
      await hands.do({ hand: 'stand', heightMm: null })
      await booth.link.ask('page:touch', { touch: 'leave' })
      await booth.link.ask('page:touch', { touch: 'seen-refusal' })
      await until('the booth is free', () => booth.view()?.check === null && booth.view()?.card === 'none' && !booth.view()?.refusal)
    },
    close() {
      for (const { link } of [booth, doctor, second, counter]) link.close()
      hands.close()
    },
  }
}
