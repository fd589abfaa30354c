import { afterEach, expect, it } from 'vitest'
import { LANGUAGES } from '#protocol/basic.ts'
import type { BoothView } from '#protocol/booth.ts'
import type { Input } from '#protocol/input.ts'
import { text } from '#words/index.ts'
import '../../booth/call-keys.ts'
import '../../booth/keys.ts'
import '../../booth/steps-of-check.ts'
import '../../booth/steps/values.ts'
import type { BoothApp } from '../../booth/booth-app.ts'
import { openBoothApp } from './booth-app.ts'
import { boothPages, boothViews, inLanguage } from './booth-views.ts'
import { namedIn } from './input-names.ts'

// Words and drawings of the driver's pages follow what the booth is answered with.

const BOOTHS: readonly (readonly Input[])[] = [['touch'], ['keypad', 'pen'], ['stick', 'pen']]
/** A view for one of these booths is that of every other with another list. */
const pages = boothPages.filter(({ name }) => !/-by-(keypad|stick)$/.test(name))

const pageWithout = async () => {
  const { app, push } = openBoothApp()
  // What is shown of a check is loaded behind the first page.
  push(shown('hub'))
  await expect.poll(() => app.shadowRoot?.querySelector('.stage')?.childElementCount).toBe(1)
  return { app, push }
}
const shown = (name: string): BoothView => {
  const view = boothViews[name]
  if (!view) throw new Error(`no view ${name}`)
  return view
}
const settled = async () => {
  for (let frames = 0; frames < 2; frames += 1) await new Promise((resolve) => requestAnimationFrame(resolve))
}
const all = (root: ParentNode): Element[] =>
  [...root.querySelectorAll('*')].flatMap((each) => [each, ...(each.shadowRoot ? all(each.shadowRoot) : [])])
/** What somebody reads or is told of an element. */
const wordsOf = (each: Element): string[] => [
  ...[...each.childNodes].flatMap((node) => (node instanceof Text && !(each instanceof HTMLStyleElement) ? [node.data.trim()] : [])),
  ...['aria-label', 'alt', 'heading'].flatMap((name) => each.getAttribute(name) ?? []),
]

afterEach(() => {
  document.body.replaceChildren()
  sessionStorage.clear()
})

it('no page names an input that its booth lacks, by words or by drawings, in any state', { timeout: 300_000 }, async () => {
  const { app, push } = await pageWithout()
  const wrong = new Set<string>()
  const named = new Set<Input>()
  for (const language of LANGUAGES)
    for (const inputs of BOOTHS)
      for (const { name, view, touch } of pages) {
        if (touch && boothViews['welcome']) push(inLanguage(boothViews['welcome'], language))
        await app.updateComplete
        // A broken keypad is named where it's the booth's own.
        push(inLanguage({ ...view, inputs: [...inputs], devices: [] }, language))
        await settled()
        if (touch) {
          Object.assign(
            (touch.element === 'rf-booth'
              ? app
              : (app.shadowRoot?.querySelector(touch.element) ??
                app.shadowRoot?.querySelector('rf-result')?.shadowRoot?.querySelector(touch.element))) ?? {},
            touch.state,
          )
          await settled()
        }
        for (const words of all(app.shadowRoot ?? document).flatMap(wordsOf))
          for (const input of namedIn(words)) {
            named.add(input)
            if (!inputs.includes(input)) wrong.add(`${name} ${language} with ${inputs.join(' and ')}: ${words}`)
          }
        app.leaving = false
      }
  expect([...wrong]).toEqual([])
  expect(named).toEqual(new Set(['touch', 'keypad', 'stick', 'pen']))
})

const stageOf = (app: BoothApp): Element[] => {
  const stage = app.shadowRoot?.querySelector('.stage')
  return stage ? all(stage) : []
}
/** What stands beside each key that is drawn, the key included. */
const meaningsOn = (app: BoothApp): string[] =>
  stageOf(app).flatMap((each) => (each.localName === 'kbd' ? (each.closest('.meaning')?.textContent?.replaceAll(/\s/g, '') ?? []) : []))

it('where the screen can’t be touched nothing of a test that runs is there to be touched, and each key says what it means', async () => {
  const { app, push } = await pageWithout()
  const { acuity, colour, hearing, tones, limbs } = text.zh.procedures
  const { ok, no } = text.zh.booth.keys
  const tests = {
    acuity: [no + acuity.booth.cannot],
    openings: [no + colour.booth.cannot],
    colour: [no + colour.booth.cannot],
    hearing: [no + hearing.booth.nothing],
    tones: [no + tones.booth.nothing, ok + tones.booth.heard],
    'task-palms': [no + limbs.booth.cannot, ok + limbs.booth.done],
    reaction: [],
  }
  for (const by of ['keypad', 'stick'] as const)
    for (const [name, meanings] of Object.entries(tests)) {
      push({ ...shown(name), inputs: [by, 'pen'] })
      await expect.poll(() => meaningsOn(app), { message: `${name} by ${by}` }).toEqual(meanings)
      expect(stageOf(app).filter((each) => each instanceof HTMLButtonElement)).toEqual([])
    }
})

it('the keys of a running test stand beside what can be touched, and nowhere in a booth without keys', async () => {
  const { app, push } = await pageWithout()
  const caps = () => stageOf(app).filter((each) => each.localName === 'kbd' && each.closest('button')).length
  push({ ...shown('task-palms'), inputs: ['keypad', 'touch'] })
  await expect.poll(caps).toBe(2)
  push({ ...shown('task-palms'), inputs: ['touch'] })
  await expect.poll(caps).toBe(0)
})

it('a stick is led over ten digits, and the one where it stands is seen', async () => {
  const { app, push } = await pageWithout()
  push(shown('colour-led'))
  await expect.poll(() => stageOf(app).flatMap((each) => (each.classList.contains('at') ? each.textContent : []))).toEqual(['8'])
  expect(
    stageOf(app)
      .find((each) => each.localName === 'output')
      ?.textContent?.trim(),
  ).toBe('4')
})
