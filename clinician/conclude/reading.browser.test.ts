import { afterEach, expect, test, vi } from 'vitest'
import { me } from '../../test/screens/made-up/account.ts'
import { drawnUp } from '../../test/screens/made-up/report.ts'
import { emptyDesk, registered, withClaimed } from '../desk.ts'
import { ConcludePage } from './page.ts'

afterEach(() => document.body.replaceChildren())

/** The page of a drawn-up report in a window of this size, both digests agreeing. */
const opened = async (height: number, width = 1366) => {
  const check = await drawnUp()
  const shown = { number: check.draft?.number ?? '', digest: registered(check) ?? '' }
  const desk = { ...withClaimed(emptyDesk(me), check), shown, signing: { options: null, password: true, seconds: 0, inWriting: false } }
  const page = Object.assign(new ConcludePage(), { desk, language: 'zh' })
  Object.assign(page.style, { height: `${height}px`, width: `${width}px` })
  document.body.append(page)
  await page.updateComplete
  const pane = page.renderRoot.querySelector('.paper')
  if (!(pane instanceof HTMLElement)) throw new Error('no paper')
  const sign = () => page.renderRoot.querySelector<HTMLButtonElement>('form.card button')
  await vi.waitFor(() => expect(page.unread).not.toBeNull())
  return { page, pane, sign }
}

test('nothing can be signed before the whole paper, the medical half too, has been on the screen', async () => {
  const { page, pane, sign } = await opened(250)
  expect(sign()?.disabled).toBe(true)
  expect(page.renderRoot.querySelector('.unread')?.textContent).toContain(String(page.unread))
  // Jumping to the end shows the end and not what lies between.
  pane.scrollTo(0, pane.scrollHeight)
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  expect(sign()?.disabled).toBe(true)
  for (let at = 0; at <= pane.scrollHeight; at += pane.clientHeight / 2) {
    pane.scrollTo(0, at)
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  }
  await vi.waitFor(() => expect(page.unread).toBe(0))
  await vi.waitFor(() => expect(sign()?.disabled).toBe(false))
})

test('the paper is reached and moved by keys alone, and the button reads on', async () => {
  const { page, pane } = await opened(500)
  pane.focus()
  expect(page.renderRoot instanceof ShadowRoot && page.renderRoot.activeElement).toBe(pane)
  const on = page.renderRoot.querySelector<HTMLButtonElement>('.unread button')
  const before = pane.scrollTop
  on?.click()
  await vi.waitFor(() => expect(pane.scrollTop).toBeGreaterThan(before))
})

test('in a pane narrower than the paper its right half has to be on the screen too, and the button comes to all of it', async () => {
  const { page, pane, sign } = await opened(384, 683)
  const drawn = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  expect(pane.scrollWidth).toBeGreaterThan(pane.clientWidth)
  for (let at = 0; at <= pane.scrollHeight; at += pane.clientHeight / 2) {
    pane.scrollTo(0, at)
    await drawn()
  }
  expect(page.unread).toBeGreaterThan(0)
  expect(sign()?.disabled).toBe(true)
  pane.scrollTo(0, 0)
  const on = () => page.renderRoot.querySelector<HTMLButtonElement>('.unread button')
  const atEnd = () =>
    pane.scrollTop + pane.clientHeight > pane.scrollHeight - 1 && pane.scrollLeft + pane.clientWidth > pane.scrollWidth - 1
  while (on() && !atEnd()) {
    on()?.click()
    await drawn()
  }
  await vi.waitFor(() => expect(page.unread).toBe(0))
  await vi.waitFor(() => expect(sign()?.disabled).toBe(false))
})
