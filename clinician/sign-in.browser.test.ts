import { afterEach, expect, test } from 'vitest'
import { storeOf } from '#kit/watch.ts'
import { refuse } from '#protocol/refusal.ts'
import { text } from '#words/index.ts'
import { doctor, me } from '../test/screens/made-up/account.ts'
import type { Session, SignInState } from './session.ts'
import { Frame } from './sign-in.ts'

afterEach(() => document.body.replaceChildren())

const words = text.zh.attended.signIn
const nobody = { me: null, firstAdministrator: false, demonstration: false }

/** The frame of the console before the server has answered. */
const frame = async () => {
  const state = storeOf<SignInState>({ greeting: null, refusal: null })
  const never = () => Promise.resolve()
  const session: Session = { state, load: never, signIn: never, setUp: never, signOut: never, take: () => {}, seeNews: never }
  const element = Object.assign(new Frame(), { session, language: 'zh', allowed: 'doctor', heading: '' })
  document.body.append(element)
  const become = async (value: SignInState) => {
    state.set(value)
    await element.updateComplete
    const signIn = element.renderRoot.querySelector('rf-sign-in')
    await signIn?.updateComplete
    return { page: element.renderRoot, signIn: signIn?.renderRoot ?? null }
  }
  await element.updateComplete
  return become
}

test('the way in opens as soon as the server has answered, and a wrong password is said there', async () => {
  const become = await frame()
  expect((await become({ greeting: nobody, refusal: null })).signIn?.querySelector('input[name=password]')).not.toBeNull()
  const { signIn } = await become({ greeting: nobody, refusal: refuse('wrong-password') })
  expect(signIn?.querySelector('[role=alert]')?.textContent).toContain(text.zh.refusals['wrong-password'])
})

test('a doctor sees the page, somebody without the role a sentence that says what to do', async () => {
  const become = await frame()
  const inside = await become({ greeting: { ...nobody, me }, refusal: null })
  expect(inside.page.querySelector('main slot')).not.toBeNull()
  const outside = await become({ greeting: { ...nobody, me: { ...me, person: { ...doctor, roles: ['counter'] } } }, refusal: null })
  expect(outside.page.querySelector('main slot')).toBeNull()
  expect(outside.page.querySelector('[role=alert]')?.textContent).toBe(words.notDoctor)
})
