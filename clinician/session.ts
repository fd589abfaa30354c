import type { Static } from 'typebox'
import { ask } from '#kit/ask.ts'
import { storeOf } from '#kit/watch.ts'
import { type BackOff, waitBefore } from '#protocol/link.ts'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import type { FirstAdministrator, Greeting, Me } from '#protocol/rest.ts'
import { seeEvents } from '#protocol/routes/account.ts'
import { greet, setUp, signIn, signOut } from '#protocol/routes/session.ts'

/** Who sits in front of this screen; `greeting` null until the server has answered once. */
export type SignInState = { greeting: Greeting | null; refusal: Refusal | null }

/** Every console of a house asks when its server starts again. */
const AGAIN: BackOff = { firstMs: 2000, longestMs: 2000, jitter: 0.75 }
/** Being there is told so often at most. */
const PRESENT_MS = 5 * 60_000

/** The session of this browser: signed in or not, the same for console, counter and administration. */
export type Session = ReturnType<typeof openSession>

/** Asks the server who is signed in here, again until it answers. */
export const openSession = () => {
  const state = storeOf<SignInState>({ greeting: null, refusal: null })
  const load = async (): Promise<void> => {
    const greeting = await ask(greet)
    if (!isRefusal(greeting)) return state.set({ greeting, refusal: null })
    state.set({ ...state.value, refusal: greeting })
    setTimeout(() => void load(), waitBefore(AGAIN, 0, Math.random()))
  }
  const enter = (answer: Me | Refusal) => {
    const { greeting } = state.value
    if (isRefusal(answer)) return state.set({ greeting, refusal: answer })
    state.set({ greeting: { me: answer, firstAdministrator: false, demonstration: answer.demonstration }, refusal: null })
  }
  const take = (me: Me) => {
    const { greeting } = state.value
    if (greeting) state.set({ greeting: { ...greeting, me }, refusal: null })
  }
  // Whoever types and presses here is not idle, although no page asks the server for anything.
  let asked = Date.now()
  const present = () => {
    if (!state.value.greeting?.me || Date.now() - asked < PRESENT_MS) return
    asked = Date.now()
    void load()
  }
  for (const act of ['pointerdown', 'keydown']) window.addEventListener(act, present, { capture: true, passive: true })
  void load()
  return {
    state,
    load,
    /** The person as the server knows them now. */
    take,
    async seeNews() {
      const answer = await ask(seeEvents)
      if (!isRefusal(answer)) take(answer)
    },
    signIn: async (login: string, password: string) => enter(await ask(signIn, { body: { login, password } })),
    setUp: async (first: Static<typeof FirstAdministrator>) => enter(await ask(setUp, { body: first })),
    async signOut() {
      await ask(signOut)
      await load()
    },
  }
}
