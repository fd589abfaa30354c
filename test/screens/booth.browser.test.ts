import { Value } from 'typebox/value'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { page as browser } from 'vitest/browser'
import { BoothView, type Key, Touch } from '#protocol/booth.ts'
import type { LinkState } from '#protocol/link.ts'
import { type Refusal, refuse } from '#protocol/refusal.ts'
import { text } from '#words/index.ts'
import { BoothApp } from '../../booth/booth-app.ts'
import '../../booth/call-keys.ts'
import '../../booth/keys.ts'
import '../../booth/steps-of-check.ts'
import '../../booth/steps/values.ts'
import { PAUSES } from '../../booth/pauses.ts'
import { type DoorLink, openBooth } from '../../booth/store.ts'
import { ATTEMPT, boothViews, inLanguage } from './booth-views.ts'

/** The page on a door without an agent: what it is pushed, and what it touches. */
const pageAt = async (name: string, answer: (touch: Touch) => Refusal | { done: true } = () => ({ done: true })) => {
  const touches: Touch[] = []
  let push: (view: BoothView) => void = () => {}
  let key: (pressed: { key: Key }) => void = () => {}
  let state: (state: LinkState, refusal: null) => void = () => {}
  const link = {
    ask: async (message: string, request: unknown) => {
      if (message !== 'page:touch') return refuse('media-unavailable')
      if (!Value.Check(Touch, request)) return refuse('malformed')
      // Whether anybody speaks is told beside it, where the machine has a microphone.
      if (request.touch !== 'voice') touches.push(request)
      return answer(request)
    },
    on(message: string, take: typeof push & typeof key) {
      if (message === 'booth:view') push = take
      if (message === 'booth:key') key = take
      return () => {}
    },
    watch(take: typeof state) {
      state = take
      take('connected', null)
      return () => {}
    },
    close() {},
  }
  const app = new BoothApp(openBooth(link as unknown as DoorLink))
  document.body.append(app)
  const show = async (next: string) => {
    const view = boothViews[next]
    if (!view) throw new Error(`no view ${next}`)
    push(view)
    await settled()
  }
  await show(name)
  // What is shown of a check is loaded behind the first page.
  const page = app.shadowRoot
  while (!(page?.querySelector('.stage') ?? page?.querySelector('main'))?.childElementCount) await settled()
  await settled()
  /** Presses keys of the keypad, one after the other. */
  const press = async (...keys: Key[]) => {
    for (const each of keys) {
      key({ key: each })
      await settled()
    }
  }
  return { app, touches, show, press, push: (view: BoothView) => push(view), line: (next: LinkState) => state(next, null) }
}
/** Everything is drawn, and what is told after a drawing is told: that takes two frames, however long a frame takes. */
const settled = async () => {
  for (let frames = 0; frames < 4; frames += 1) await new Promise((resolve) => requestAnimationFrame(resolve))
}
/** Everything on the page, whichever shadow it stands in. */
const all = (root: ParentNode = document): Element[] =>
  [...root.querySelectorAll('*')].flatMap((each) => [each, ...(each.shadowRoot ? all(each.shadowRoot) : [])])
const button = (label: string): HTMLButtonElement => {
  const found = all().find((each) => each instanceof HTMLButtonElement && (each.textContent?.trim() === label || each.ariaLabel === label))
  if (!(found instanceof HTMLButtonElement)) throw new Error(`no button ${label}`)
  return found
}
const declareOn = async (app: BoothApp) => {
  Object.assign(app.shadowRoot?.querySelector('rf-declare') ?? {}, { page: 'declare', general: true, health: true })
  await settled()
}
const circle = (): Element => {
  const found = all().find((each) => each.matches('button.field'))
  if (!found) throw new Error('no circle')
  return found
}
const reads = () =>
  all(document.querySelector('rf-booth')?.shadowRoot ?? document)
    .filter((each) => !(each instanceof HTMLStyleElement))
    .flatMap((each) => [...each.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.textContent))
    .join(' ')
const words = text.zh.booth
const { help } = text.zh
const ask = text.zh.procedures

describe('by keypad alone', () => {
  beforeEach(() => browser.viewport(1080, 1920))
  const focused = () => {
    let active = document.activeElement
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement
    return active?.textContent?.trim()
  }

  it('identity, both consents, the declaration and the signature are gone through, except for the writing', async () => {
    const { app, touches, press } = await pageAt('identify')
    await press('ok')
    expect(focused()).toBe(words.identify.right)
    await press('ok')
    expect(reads()).toContain(words.consent.title)
    await press('down')
    expect(focused()).toContain(words.consent.agreeGeneral)
    await press('ok', 'down', 'ok')
    expect(reads()).toContain(words.declare.title)
    button(words.declare.hasNot).focus()
    await press('ok')
    expect(reads()).toContain(words.sign.title.touch)
    const line = [
      [10, 10],
      [4000, 10],
    ]
    Object.assign(app.shadowRoot?.querySelector('rf-declare') ?? {}, { lines: [line] })
    await settled()
    await vi.waitFor(() => expect(button(words.sign.done).disabled).toBe(false))
    await press('ok', 'ok')
    expect(touches.at(-1)).toMatchObject({ touch: 'declare', consent: true, has: false })
  })
  it('a disease is reached by arrows and ticked', async () => {
    const { app, press } = await pageAt('identify')
    await declareOn(app)
    await press('up')
    const reached = new Set([focused()])
    for (const way of ['right', 'down', 'down', 'left', 'up', 'up', 'up', 'right', 'right'] as const) {
      await press(way)
      reached.add(focused())
    }
    expect(reached.size).toBeGreaterThan(4)
    const item = all().find((each) => each.role === 'checkbox')
    if (item instanceof HTMLElement) item.focus()
    await press('ok')
    expect(item?.ariaChecked).toBe('true')
  })
  it('the hub begins at "OK" on its key, and "wait" is reached beside it', async () => {
    const { touches, press } = await pageAt('hub-first')
    await press('ok', 'left')
    expect(focused()).toBe(words.hub.hold)
    await press('ok')
    await press('ok', 'ok')
    expect(touches.at(-1)).toEqual({ touch: 'start', station: 'height', glasses: false, aid: false })
  })
  it('"OK" begins a test that waits, and then no key of the keypad is the page’s', async () => {
    const { touches, press, show } = await pageAt('acuity-cover')
    await press('ok')
    expect(touches).toEqual([{ touch: 'shown', attempt: ATTEMPT, index: 0 }])
    await show('acuity')
    await press('right', 'ok', 'no', 'up')
    expect(touches.filter(({ touch }) => touch !== 'shown')).toEqual([])
  })
  it('what a doctor wants worn is said to be so by "OK"', async () => {
    const { press } = await pageAt('worn-glasses')
    await press('ok')
    expect(reads()).toContain(ask.acuity.booth.ready)
  })
  it('a text that doesn’t fit is read to its end before the arrows lead to what stands below it', async () => {
    await browser.viewport(900, 460)
    const { press } = await pageAt('result-unfit')
    const texts = () => all().filter((each) => each.matches('.pair') && each.scrollHeight > each.clientHeight + 2)
    const [read] = texts()
    if (!read) throw new Error('every text fits')
    button(text.en.booth.language).focus()
    const seen = [read.scrollTop]
    for (let presses = 0; presses < 40 && focused() !== words.result.finish; presses += 1) {
      await press('down')
      seen.push(read.scrollTop)
    }
    expect(focused()).toBe(words.result.finish)
    expect(new Set(seen).size).toBeGreaterThan(2)
    expect(read.scrollHeight - read.clientHeight - read.scrollTop).toBeLessThanOrEqual(2)
    await browser.viewport(1080, 1920)
  })
  it('the doctor and the staff are called, and a dialog is answered', async () => {
    const { touches, press, show } = await pageAt('hub-wait')
    button(help.doctor.call).focus()
    await press('right', 'ok')
    expect(touches.at(-1)).toEqual({ touch: 'help', whom: 'staff', wanted: true })
    await show('refusal')
    await press('ok')
    expect(touches.filter(({ touch }) => touch === 'seen-refusal').length).toBe(0)
    button(words.close).focus()
    await press('ok')
    expect(touches.at(-1)).toEqual({ touch: 'seen-refusal' })
  })
})

/** What a page begins by itself, and how often. */
const begun = (touches: readonly Touch[]) => touches.filter((each) => each.touch === 'start' && each.byItself)

describe('between two tests', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
  afterEach(() => void vi.useRealTimers())
  const passed = async (seconds: number) => {
    for (let second = 0; second < seconds; second += 1) {
      await vi.advanceTimersByTimeAsync(1000)
      await settled()
    }
  }

  it('the next one begins by itself after a pause that the page tells, once', async () => {
    const { touches } = await pageAt('hub-first')
    expect(reads()).toContain(words.hub.soon.replace('{station}', text.zh.terms.stations.height).replace('{seconds}', String(PAUSES.hub)))
    await passed(PAUSES.hub - 1)
    expect(begun(touches)).toEqual([])
    await passed(2)
    expect(begun(touches)).toEqual([{ touch: 'start', station: 'height', glasses: false, aid: false, byItself: true }])
    await passed(30)
    expect(begun(touches)).toHaveLength(1)
  })
  it('it waits for whoever touches "wait", and a touch begins it then', async () => {
    const { touches } = await pageAt('hub-first')
    button(words.hub.hold).click()
    await settled()
    await passed(60)
    expect(begun(touches)).toEqual([])
    button(words.hub.start.replace('{station}', text.zh.terms.stations.height)).click()
    expect(touches.at(-1)).toEqual({ touch: 'start', station: 'height', glasses: false, aid: false })
  })
  it('it stands still while a dialog covers the page', async () => {
    const { touches } = await pageAt('still-there')
    await passed(60)
    expect(begun(touches)).toEqual([])
  })
  it.each(['hub-doctor-first', 'hub-foreseen', 'hub-resumed', 'hub-glasses', 'hub-wait', 'hub-tried', 'link-down-midway', 'hub-claimed'])(
    'nothing begins by itself at %s',
    async (name) => {
      const { touches } = await pageAt(name)
      await passed(60)
      expect(touches.filter(({ touch }) => touch === 'start')).toEqual([])
    },
  )
  it('what only a doctor begins is not tried, where the server says so', async () => {
    const { touches } = await pageAt('hub-limbs')
    await passed(60)
    expect(touches.filter(({ touch }) => touch === 'start')).toEqual([])
    expect(reads()).toContain(words.hub.waitTitle)
  })
  it('who is asked for glasses or a hearing aid is asked at once', async () => {
    const { touches } = await pageAt('hub-hearing')
    await settled()
    expect(reads()).toContain(words.hub.aidTitle)
    button(words.hub.noAid).click()
    expect(touches.at(-1)).toEqual({ touch: 'start', station: 'hearing', glasses: false, aid: false })
  })
})

afterEach(() => {
  document.body.replaceChildren()
  sessionStorage.clear()
})

describe('the booth’s page', () => {
  it('ticks a disease that is touched, and takes that for having it', async () => {
    const { app, touches } = await pageAt('identify')
    await declareOn(app)
    const [first] = Object.values(text.zh.terms.diseases)
    const box = () => all().find((each) => each.role === 'checkbox' && each.textContent?.includes(first ?? ''))
    box()?.dispatchEvent(new MouseEvent('click'))
    await settled()
    expect(box()?.ariaChecked).toBe('true')
    expect(button(words.declare.next).disabled).toBe(false)
    expect(touches).toEqual([])
  })
  it('loses nothing of consent, declaration and signature when it is loaded again, and shows none of it to the next driver', async () => {
    const { app } = await pageAt('identify')
    await declareOn(app)
    button(words.declare.hasNot).click()
    await settled()
    const line = [
      [10, 10],
      [4000, 10],
    ]
    Object.assign(app.shadowRoot?.querySelector('rf-declare') ?? {}, { lines: [line] })
    await settled()
    app.remove()
    const again = await pageAt('identify')
    expect(reads()).toContain(words.sign.title.touch)
    await vi.waitFor(() => expect(button(words.sign.done).disabled).toBe(false))
    again.app.remove()
    const other = await pageAt('identify')
    const view = boothViews.identify
    if (!view?.check) throw new Error('no check')
    other.push({ ...view, check: { ...view.check, id: '00000000-0000-4000-8000-00000000abcd' } })
    await settled()
    expect(reads()).toContain(words.identify.title)
    await other.show('welcome')
    expect(sessionStorage.length).toBe(0)
  })
  it('changes the language under an open dialog too', async () => {
    const { touches } = await pageAt('refusal')
    const keys = all().filter((each) => each.matches('button.language') && each.closest('rf-dialog[open]'))
    expect(keys).toHaveLength(1)
    for (const key of keys) if (key instanceof HTMLButtonElement) key.click()
    expect(touches.at(-1)).toEqual({ touch: 'language', language: 'en' })
  })
  it('tells once that an E stands on the screen, and names attempt and trial in the answer', async () => {
    const { touches } = await pageAt('acuity')
    expect(touches).toEqual([{ touch: 'shown', attempt: ATTEMPT, index: 4 }])
    button(ask.acuity.booth.directions.right).click()
    await settled()
    expect(touches[1]).toEqual({ touch: 'answer', attempt: ATTEMPT, index: 4, answer: 'right' })
    expect(button(ask.acuity.booth.directions.up).disabled).toBe(true)
  })
  it('shows no E before the other eye is covered', async () => {
    const { touches } = await pageAt('acuity-cover')
    expect(touches).toEqual([])
    button(`${words.keys.ok}${ask.acuity.booth.ready}`).click()
    await settled()
    expect(touches).toEqual([{ touch: 'shown', attempt: ATTEMPT, index: 0 }])
  })
  it('answers a plate with its second digit, and not with its first', async () => {
    const { touches } = await pageAt('colour')
    button('4').click()
    await settled()
    expect(touches.filter(({ touch }) => touch === 'answer')).toEqual([])
    button('7').click()
    expect(touches.at(-1)).toEqual({ touch: 'answer', attempt: ATTEMPT, index: 2, answer: '47' })
  })
  it('answers where a ring is open with one touch', async () => {
    const { touches } = await pageAt('openings')
    button(ask.acuity.booth.directions.right).click()
    expect(touches.at(-1)).toEqual({ touch: 'answer', attempt: ATTEMPT, index: 3, answer: 'right' })
  })
  it('says nothing of the force in a task’s answer', async () => {
    const { touches } = await pageAt('task-press-right-pedal')
    button(`${words.keys.ok}${ask.limbs.booth.done}`).click()
    expect(touches.at(-1)).toMatchObject({ touch: 'answer', attempt: ATTEMPT, answer: { done: 'done', force: null } })
  })
  it('tells that the circle is green once it is, and takes a press anywhere on it', async () => {
    const { touches } = await pageAt('reaction')
    await vi.waitFor(() => expect(touches).toEqual([{ touch: 'shown', attempt: ATTEMPT, index: 7 }]))
    expect(reads()).toContain(ask.reaction.booth.now)
    const field = circle()
    field.dispatchEvent(new PointerEvent('pointerdown'))
    field.dispatchEvent(new PointerEvent('pointerdown'))
    await settled()
    expect(touches.slice(1)).toEqual([{ touch: 'answer', attempt: ATTEMPT, index: 7, answer: 'pressed' }])
  })
  it('tells nothing while the circle is grey, and says of a press then that it was too early', async () => {
    const { touches, show } = await pageAt('reaction-grey')
    circle().dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }))
    await settled()
    expect(touches).toEqual([{ touch: 'answer', attempt: ATTEMPT, index: 8, answer: 'pressed' }])
    expect(reads()).not.toContain(ask.reaction.booth.tooEarly)
    await show('reaction-early')
    expect(reads()).toContain(ask.reaction.booth.tooEarly)
  })
  it('says nothing of too early after a circle that was green', async () => {
    const { touches, show } = await pageAt('reaction')
    await vi.waitFor(() => expect(touches).toHaveLength(1))
    await show('reaction-grey')
    expect(reads()).not.toContain(ask.reaction.booth.tooEarly)
  })
  it('shows no circle before the driver has read what to do', async () => {
    const { touches, show } = await pageAt('reaction-ready')
    expect(reads()).toContain(ask.reaction.booth.text.keypad)
    await settled()
    expect(touches).toEqual([])
    button(`${words.keys.ok}${ask.reaction.booth.ready}`).click()
    await settled()
    expect(reads()).toContain(ask.reaction.booth.wait)
    await show('hub-first')
  })
  it('never offers reaction time among the driver’s own stations', async () => {
    const { show } = await pageAt('hub-wait')
    expect(reads()).not.toContain(text.zh.procedures.reaction.name)
    expect(reads()).toContain(words.hub.waitTitle)
    await show('hub')
    expect(reads()).not.toContain(text.zh.procedures.reaction.name)
  })
  it('asks for glasses before the first eye and starts with what was answered', async () => {
    const { touches, push } = await pageAt('hub-first')
    const view = boothViews['hub-first']
    const check = view?.check
    if (!check) throw new Error('no check')
    push({
      ...view,
      check: { ...check, stations: check.stations.map((each) => (each.station === 'height' ? { ...each, state: 'measured' } : each)) },
    })
    await settled()
    expect(reads()).toContain(words.hub.glassesTitle)
    expect(touches).toEqual([])
    button(words.hub.glasses).click()
    expect(touches).toEqual([{ touch: 'start', station: 'acuity-right', glasses: true, aid: false }])
  })
  it('offers the next station when one is for the doctor to start', async () => {
    const { show } = await pageAt('hub', (touch) => (touch.touch === 'start' ? refuse('doctor-needed') : { done: true }))
    button(words.hub.start.replace('{station}', text.zh.terms.stations.colour)).click()
    await settled()
    expect(reads()).toContain(words.hub.aidTitle)
    button(words.hub.back).click()
    await settled()
    expect(reads()).toContain(words.hub.doctorStarts)
    expect(button(words.hub.start.replace('{station}', text.zh.terms.stations.hearing)).disabled).toBe(false)
    await show('hub-first')
  })
  it('listens at once whether it is quiet, and tells the level and nothing else', async () => {
    const { touches } = await pageAt('listen')
    await expect.poll(() => touches.length).toBe(2)
    expect(touches[0]).toEqual({ touch: 'shown', attempt: ATTEMPT, index: 0 })
    // A number, or null where the machine has no microphone.
    expect(touches[1]).toEqual({
      touch: 'answer',
      attempt: ATTEMPT,
      index: 0,
      answer: { dbfs: expect.toBeOneOf([expect.any(Number), null]) },
    })
  })
  it('after it was too loud it asks for quiet and waits until somebody says so', async () => {
    const { touches } = await pageAt('listen-loud')
    expect(reads()).toContain(words.listen.loud)
    expect(touches).toEqual([])
    button(`${words.keys.ok}${words.listen.again}`).click()
    await expect.poll(() => touches.map(({ touch }) => touch)).toEqual(['shown', 'answer'])
  })
  it('asks to put on headphones where the booth has them, and only there', async () => {
    const { show } = await pageAt('tones-headphones')
    expect(reads()).toContain(words.headphones)
    await show('tones-ready')
    expect(reads()).not.toContain(words.headphones)
  })
  it('says before the first sound what to do, and takes no answer before a tone was over', async () => {
    const { touches } = await pageAt('tones-ready')
    expect(reads()).toContain(ask.tones.booth.text.keypad)
    button(`${words.keys.ok}${ask.tones.booth.ready}`).click()
    await settled()
    expect(button(`${words.keys.ok}${ask.tones.booth.heard}`).disabled).toBe(true)
    await expect.poll(() => button(`${words.keys.ok}${ask.tones.booth.heard}`).disabled).toBe(false)
    // How loud the room was is told beside it, where the machine has a microphone.
    const driver = () => touches.filter(({ touch }) => touch !== 'noise')
    expect(driver()).toEqual([{ touch: 'shown', attempt: ATTEMPT, index: 1 }])
    button(`${words.keys.no}${ask.tones.booth.nothing}`).click()
    await settled()
    expect(driver()[1]).toEqual({ touch: 'answer', attempt: ATTEMPT, index: 1, answer: 'nothing' })
    expect(button(`${words.keys.ok}${ask.tones.booth.heard}`).disabled).toBe(true)
  })
  it('tells whoever comes back that all is still there, on a tall and on a wide screen', async () => {
    const view = boothViews['hub-resumed']
    if (!view) throw new Error('no view')
    const before = [window.innerWidth, window.innerHeight] as const
    for (const [width, height] of [
      [1080, 1920],
      [1920, 1080],
    ] as const) {
      await browser.viewport(width, height)
      const { app, push } = await pageAt('hub-resumed')
      for (const language of ['zh', 'en'] as const) {
        push(inLanguage(view, language))
        await settled()
        const said = all().find((each) => each.children.length === 0 && each.textContent === text[language].booth.hub.resumed)
        expect(said?.getBoundingClientRect().height, `${width} ${language}`).toBeGreaterThan(0)
      }
      app.remove()
    }
    await browser.viewport(...before)
  })
  it('asks before it ends a check', async () => {
    const { touches } = await pageAt('hub')
    button(words.leave).click()
    await settled()
    expect(touches).toEqual([])
    button(words.leaving.yes).click()
    expect(touches).toEqual([{ touch: 'leave' }])
  })
  it('shows a refusal as a sentence until it was read', async () => {
    const { touches } = await pageAt('refusal')
    const dialog = all().find((each) => each instanceof HTMLDialogElement && each.open)
    expect(dialog).toBeDefined()
    button(words.close).click()
    expect(touches).toEqual([{ touch: 'seen-refusal' }])
  })
  it('shows nothing that may be stale when the line to the agent is down', async () => {
    const { line } = await pageAt('identify')
    expect(reads()).toContain('林晓峰')
    line('connecting')
    await settled()
    expect(reads()).not.toContain('林晓峰')
    expect(reads()).toContain(words.connecting.title)
  })
  it('reads in both languages at every step', async () => {
    const { app, push } = await pageAt('welcome')
    for (const [name, view] of Object.entries(boothViews))
      for (const language of ['zh', 'en'] as const) {
        push(inLanguage(view, language))
        await app.updateComplete
        expect(document.documentElement.lang, name).toBe(language)
        // Whoever needs a person finds one, whatever stands on the page.
        for (const whom of ['doctor', 'staff'] as const) {
          const words = text[language].help[whom]
          expect(button(words[view.help?.[whom] ?? 'call']).isConnected, name).toBe(true)
        }
        expect(reads(), name).not.toMatch(/undefined|\[object/)
      }
  })

  it('calls the doctor or the staff at one touch, and takes a call back at the next', async () => {
    const { touches, show } = await pageAt('hub')
    button(help.doctor.call).click()
    button(help.staff.call).click()
    await show('help-called')
    button(help.staff.called).click()
    expect(touches.filter(({ touch }) => touch === 'help')).toEqual([
      { touch: 'help', whom: 'doctor', wanted: true },
      { touch: 'help', whom: 'staff', wanted: true },
      { touch: 'help', whom: 'staff', wanted: false },
    ])
    await show('help-heard')
    expect(reads()).toContain(help.doctor.heard)
    await show('help-no-line')
    expect(reads()).toContain(help.noLine)
  })
  it('asks a second time in other words, and has the keys to call on every dialog', async () => {
    const { show } = await pageAt('still-there')
    const asked = () => all().find((each) => each.matches('rf-dialog[open]'))
    expect(asked()?.getAttribute('heading') ?? Reflect.get(asked() ?? {}, 'heading')).toBe(words.stillThere.title)
    await show('still-there-midway')
    expect(Reflect.get(asked() ?? {}, 'heading')).toBe(words.stillThere.again)
    for (const name of ['still-there', 'card-next', 'card-anew', 'refusal']) {
      await show(name)
      expect(asked()?.querySelectorAll('rf-call-keys'), name).toHaveLength(1)
    }
  })

  it('goes on from both consents by itself, and not from one', async () => {
    const { app } = await pageAt('identify')
    Object.assign(app.shadowRoot?.querySelector('rf-declare') ?? {}, { page: 'consent' })
    await settled()
    const tick = (label: string) =>
      all()
        .find((each) => each.role === 'checkbox' && each.textContent?.includes(label))
        ?.dispatchEvent(new MouseEvent('click'))
    tick(words.consent.agreeHealth)
    await settled()
    expect(reads()).toContain(words.consent.title)
    tick(words.consent.agreeGeneral)
    await settled()
    expect(reads()).toContain(words.declare.title)
  })

  it('tells each value beside its limit at the end, and none twice', async () => {
    const { show } = await pageAt('result-values')
    await settled()
    const { values } = text.zh
    for (const line of ['身高 172 厘米（要求 155）', '右眼视力 5.0（要求 5.0）', '听力：符合要求', `${values.limbs}：符合要求`])
      expect(reads()).toContain(line)
    await show('result-values-below')
    // The conclusion says why height and the left eye fall short.
    expect(reads()).not.toContain('身高 152 厘米')
    expect(reads()).toContain('右眼视力 4.9（要求 5.0）')
    expect(reads()).toContain('躯干和颈部：需要进一步检查')
  })

  it('offers to print the report only where a printer stands', async () => {
    const { show } = await pageAt('result-fit')
    const { print } = text.zh.booth.result
    const offers = () => all().some((each) => each instanceof HTMLButtonElement && each.textContent?.trim() === print)
    expect(offers()).toBe(true)
    await show('result-unprinted')
    expect(offers()).toBe(false)
  })
})
