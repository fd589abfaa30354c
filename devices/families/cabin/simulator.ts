import { answering } from '../../line/mcu-line.ts'
import { type Conditions, outlet, type Simulator } from '../../line/simulator.ts'
import { doorLine, lightLine, noiseLine, occupancyLine } from './codec.ts'

/** What can happen in a booth: its door, somebody in it, noise in dB(A), light in lux. */
export type CabinHands = { door(open: boolean): void; sit(occupied: boolean): void; noise(db: number): void; light(lux: number): void }

/** Contacts five times a second, noise and light once. */
const CONTACTS_MS = 200
const EVERY = 5

/** A board in a quiet, light, empty booth with its door closed. */
export function simulateCabin({ wire, random, clock, pace }: Conditions): Simulator<CabinHands> {
  const out = outlet(wire, 3)
  const begun = clock()
  const ms = () => Math.round((clock() - begun) * pace)
  const now = { open: false, occupied: false, db: 38, lux: 320 }
  let said = { noise: 0, light: 0 }
  let turn = 0

  const speak = () => {
    if (!out.now.stuck) said = { noise: Math.round((now.db + random() - 0.5) * 10), light: Math.round(now.lux + random() * 4 - 2) }
    out.send(doorLine(now.open, ms()))
    out.send(occupancyLine(now.occupied, ms()))
    if (turn++ % EVERY > 0) return
    out.send(noiseLine(said.noise, ms()))
    out.send(lightLine(Math.max(0, said.light), ms()))
  }
  const deaf = answering(wire, out, 'cabin')
  const timer = setInterval(speak, CONTACTS_MS / pace)
  return {
    door: (open) => void (now.open = open),
    sit: (occupied) => void (now.occupied = occupied),
    noise: (db) => void (now.db = db),
    light: (lux) => void (now.lux = lux),
    wrong: out.wrong,
    stop() {
      clearInterval(timer)
      deaf()
    },
  }
}
