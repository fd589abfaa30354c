import type { BoothView } from '#protocol/booth.ts'
import type { BoothCheck } from '#protocol/check.ts'
import { isRefusal, type Refusal, refuse } from '#protocol/refusal.ts'
import type { Attempts } from '../attempt/attempts.ts'
import { isOver } from '../attempt/over.ts'
import { DONE, type Done } from './done.ts'
import type { Help } from './help.ts'
import type { Showing } from './showing.ts'
import type { Absence, DriverWatch } from './still-there.ts'
import type { Uplink } from './uplink.ts'

/** How long a result stays on the screen when nobody touches it, ms: whoever comes next must not see it. */
const LINGER_MS = 180_000
/** How long whoever goes may read what became of their data, ms. */
const PARTED_MS = 30_000

type Pictures = { card: Uint8Array | null; photo: Uint8Array | null }
type Ids = { command: string; check: string }

/** The check of whoever sits here, from the server's word to their leaving. */
export type DriverHere = {
  /** Takes what the server says of this booth's check; an older word about the same check changes nothing. */
  follow(held: BoothCheck | null): void
  /** Whoever was here has gone, and their check is over: their result isn't shown to the next. */
  leave(): void
  /**
   * The driver has gone, in the middle or at the end: nobody sees anything of the check any more, whether the server can be told now
   * or later. Only the card brings an unfinished one back. `words`: which whoever goes may read.
   */
  goneAway(why: 'left' | Absence, words?: BoothView['parting'] | null): void
  /** Nothing of the one before stays on the screen. */
  freshScreen(): void
  /** The server shows a check until its driver has left: tells it so, if it has to be told. */
  tellLeft(): Promise<Done | Refusal>
  /** Sends a command about the open check. Its refusal is shown, too. */
  command(ask: (ids: Ids) => Promise<BoothCheck | Done | Refusal>): Promise<Done | Refusal>
  /** The page waits for whoever sits here: there is something to touch, or to do, that nobody else can. */
  isTheirTurn(): boolean
  /** Pictures of the check that is on the screen. */
  pictures(): Pictures
  keepPicture(which: keyof Pictures, bytes: Uint8Array | null): void
  stop(): void
}

export type DriverHereDeps = {
  showing: Showing
  uplink: Pick<Uplink, 'ask' | 'deliver'>
  attempts: Pick<Attempts, 'follow'>
  watch: Pick<DriverWatch, 'sign' | 'follow'>
  help: Pick<Help, 'leave'>
  /** The card that lies on a reader: whether the server was told of it, and that it has to be taken away. */
  card: { offered(): boolean; takeAway(): void }
  ids: () => string
}

export const openDriverHere = ({ showing, uplink, attempts, watch, help, card, ids }: DriverHereDeps): DriverHere => {
  const { state, view, change } = showing
  /** How the check that the server has to be told of was left. */
  let leftWhy: 'left' | Absence = 'left'
  let pictures: Pictures = { card: null, photo: null }
  let lingering: NodeJS.Timeout | undefined
  let untilParted: NodeJS.Timeout | undefined

  const freshScreen = () => {
    pictures = { card: null, photo: null }
    change({ language: 'zh', refusal: null, parting: null, cardAsks: null })
  }
  const part = (words: BoothView['parting']) => {
    change({ parting: words })
    clearTimeout(untilParted)
    untilParted = setTimeout(() => change({ parting: null }), PARTED_MS)
  }
  /** What was measured is sent before: what still runs then is void. */
  const tellLeft = async (): Promise<Done | Refusal> => {
    const check = state.left
    if (check === null) return DONE
    await uplink.deliver()
    return state.left === check ? uplink.ask('booth:abandon', { command: ids(), check, why: leftWhy }) : DONE
  }
  const goneAway: DriverHere['goneAway'] = (why, words = null) => {
    const { check } = view()
    if (!check) return
    state.left = check.id
    leftWhy = why
    attempts.follow(null)
    watch.follow(false)
    help.leave()
    freshScreen()
    if (state.card === 'read' || state.card === 'take-away') card.takeAway()
    void tellLeft().then((answer) => words && !isRefusal(answer) && part(words))
  }
  const leave = () => {
    clearTimeout(lingering)
    if (!state.check || !isOver(state.check) || state.left === state.check.id) return
    goneAway('left')
  }
  const follow = (held: BoothCheck | null) => {
    if (held && state.check?.id === held.check.id && held.check.version < state.check.version) return
    if (held?.check.id !== state.check?.id) pictures = { card: null, photo: null }
    // What a doctor does with a driver is done with somebody who is there.
    if (held?.check.lease && held.check.version !== state.check?.version) watch.sign()
    change({ check: held?.check ?? null, alone: held?.alone ?? null })
    attempts.follow(held?.check.id === state.left ? null : held)
    const { check } = view()
    watch.follow(check !== null && !isOver(check))
    if (held && !isOver(held.check)) return
    if (state.card === 'read' && card.offered()) card.takeAway()
    clearTimeout(lingering)
    if (held) lingering = setTimeout(leave, LINGER_MS)
  }

  return {
    follow,
    leave,
    goneAway,
    freshScreen,
    tellLeft,
    async command(ask) {
      const { check } = view()
      if (!check) return refuse('check-unknown')
      const answer = await ask({ command: ids(), check: check.id })
      if (isRefusal(answer)) {
        showing.refuse(answer)
        return answer
      }
      if ('check' in answer) follow(answer)
      return DONE
    },
    isTheirTurn() {
      const { check, stage, alone = [] } = view()
      if (!check || isOver(check)) return false
      // While the eyes rest there is nothing to do.
      if (stage?.scene.scene === 'rest') return false
      return check.phase === 'opened' || check.photo === null || stage !== null || alone.length > 0
    },
    pictures: () => pictures,
    keepPicture(which, bytes) {
      pictures = { ...pictures, [which]: bytes }
    },
    stop() {
      clearTimeout(lingering)
      clearTimeout(untilParted)
    },
  }
}
