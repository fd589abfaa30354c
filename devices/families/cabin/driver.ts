import type { Driver } from '../../line/driver.ts'
import { ASK, isAlive, mcuLines } from '../../line/mcu-line.ts'
import { readCabin } from './codec.ts'

/** One thing that the board has noticed: the door, somebody in the booth, noise in dB(A), light in lux. */
export type CabinReading = { door: 'open' | 'closed' } | { occupied: boolean } | { noiseDb: number } | { lux: number }

/** A door's contact and a presence sensor chatter for a moment when they change: what doesn't last so long, ms, is none. */
const BOUNCE_MS = 100
/** What a microphone in a room can hear, tenths of dB(A): under 20 it is broken, over 120 nobody would stay. */
const NOISE = { least: 200, most: 1200 }
/** Lamps in a booth give some hundred lux, the sun a hundred thousand. */
const MOST_LUX = 100_000

/** A contact that has changed on the board's clock and must hold for a while before it counts. */
const contact = () => {
  let held: boolean | null = null
  let since: number | null = null
  return (value: boolean, deviceMs: number): boolean => {
    if (value === held) {
      since = null
      return false
    }
    since ??= deviceMs
    // Unsigned: the board's clock begins again after 49 days. What it said first of all counts at once.
    if (held !== null && (deviceMs - since) >>> 0 < BOUNCE_MS) return false
    held = value
    since = null
    return true
  }
}

/** The cabin's board. It repeats its contacts every 200 ms, so that a change that lasts is seen soon. */
export const cabinBoard: Driver<CabinReading> = {
  kind: 'cabin',
  name: 'cabin board',
  baudRate: 115_200,
  framer: mcuLines,
  talk() {
    const door = contact()
    const occupancy = contact()
    return {
      hear(frame) {
        if (isAlive(frame)) return {}
        const line = readCabin(frame)
        if (!line) return { fault: 'not-understood' }
        switch (line.says) {
          case 'door':
            return door(line.open, line.deviceMs) ? { readings: [{ door: line.open ? 'open' : 'closed' }] } : {}
          case 'occupancy':
            return occupancy(line.occupied, line.deviceMs) ? { readings: [{ occupied: line.occupied }] } : {}
          case 'noise':
            if (line.tenths < NOISE.least) return { fault: 'below-range' }
            return line.tenths > NOISE.most ? { fault: 'above-range' } : { readings: [{ noiseDb: line.tenths / 10 }] }
          case 'light':
            return line.lux > MOST_LUX ? { fault: 'above-range' } : { readings: [{ lux: line.lux }] }
          default:
            return {}
        }
      },
      tick: () => ({}),
    }
  },
  tickMs: null,
  unhurried: true,
  silentAfterMs: 1600,
  poll: ASK,
}
