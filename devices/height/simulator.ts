import { outlet, type Conditions, type Simulator } from '../simulator.ts'
import { heightFrame } from './codec.ts'

/** What hands can do: somebody of this height, mm, stands under the sensor; null: nobody. */
export type HeightHands = { stand(heightMm: number | null): void }

/** A sensor `floorMm` above the floor that speaks every 100 ms, with noise of ±2 mm. */
export function simulateHeight({ wire, random, pace, floorMm = 2300 }: Conditions & { floorMm?: number }): Simulator<HeightHands> {
  const out = outlet(wire, 1)
  let standing = 0
  let value = floorMm
  const speak = () => {
    if (!out.now.stuck) value = Math.max(0, Math.round(floorMm - standing + random() * 4 - 2))
    out.send(heightFrame(value))
  }
  const timer = setInterval(speak, 100 / pace)
  return {
    stand: (heightMm) => (standing = heightMm ?? 0),
    wrong: out.wrong,
    stop: () => clearInterval(timer),
  }
}
