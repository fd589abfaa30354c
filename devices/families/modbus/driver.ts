import type { Driver, Talk, Turn } from '../../line/driver.ts'
import type { ForceReading } from '../force/driver.ts'
import { answers, numberOf, readAnswer, readRequest, registersOf, writeRequest } from './codec.ts'
import type { Channel, Profile } from './profile.ts'

/** A transmitter answers within some ten milliseconds; on a slow line the bytes themselves take longer. */
const ANSWER_MS = 100
/**
 * After a question that nobody answered nothing is asked for so long: an answer that comes late must not be taken for that to the next
 * question, of which it could be told by nothing.
 */
const LATE_MS = 300
/** Between two frames the bus is silent for 3.5 characters, at high speeds for 1.75 ms: by that a device knows where a frame begins. */
const silenceMs = (baudRate: number) => Math.max(1.75, 35_000 / baudRate)
/**
 * The same value so often is no load cell's that somebody presses, whose last digit always moves a little. One at 0 is held there by
 * many on purpose; one of which the transmitter itself says that it stands may be an empty cell's.
 */
const STUCK = 100

/** What is asked of a channel: its value, whether that stands still, or that it count as nothing. */
type Question = { channel: Channel; asks: 'value' | 'stable' | 'tare' }

/** Force transmitters on a Modbus RTU bus, asked one after the other. A device's refusal is a fault, `exception-2`: one that refuses all can't do its work. */
export const modbusForce = ({ baudRate, channels }: Profile): Driver<ForceReading> => ({
  kind: 'force',
  name: 'Modbus RTU',
  baudRate,
  framer: answers,
  talk: () => asking(channels, { answerMs: ANSWER_MS + (25 * 10_000) / baudRate, betweenMs: silenceMs(baudRate) }),
  tickMs: 10,
  silentAfterMs: 1600,
})

function asking(channels: readonly Channel[], { answerMs, betweenMs }: { answerMs: number; betweenMs: number }): Talk<ForceReading> {
  const round = channels.flatMap((channel): Question[] =>
    channel.stable
      ? [
          { channel, asks: 'stable' },
          { channel, asks: 'value' },
        ]
      : [{ channel, asks: 'value' }],
  )
  let next = 0
  let waiting: Question | null = null
  let askedAt = Number.NEGATIVE_INFINITY
  /** Before this whatever comes is late. */
  let quietUntil = Number.NEGATIVE_INFINITY
  /** Before this nothing may be asked. */
  let freeAt = Number.NEGATIVE_INFINITY
  /** Of the channel that is asked: it moves, or hasn't said yet that it doesn't. */
  let moving = false
  const tares: Question[] = []
  const same = new Map<Channel, { value: number; times: number }>()

  const force = (channel: Channel, data: Uint8Array): Turn<ForceReading> => {
    const value = numberOf(data, channel.type, channel.order)
    if (value === null) return { fault: 'not-understood' }
    const before = same.get(channel)
    const times = before?.value === value ? before.times + 1 : 1
    same.set(channel, { value, times })
    const resting = value !== 0 && times >= STUCK
    if (resting && !channel.stable) return times === STUCK ? { fault: 'stuck' } : {}
    const millinewtons = Math.round(value * channel.scale)
    if (Math.abs(millinewtons) > 10_000_000) return { fault: 'above-range' }
    return { readings: [{ cell: channel.cell, millinewtons, ...(moving ? { moving } : {}), ...(resting ? { resting } : {}) }] }
  }

  return {
    hear(frame, at) {
      freeAt = at + betweenMs
      if (at < quietUntil) return { fault: 'late' }
      if (waiting?.asks === 'tare') {
        waiting = null
        return (frame[1] ?? 0) > 0x80 ? { fault: `exception-${frame[2]}` } : {}
      }
      const answer = readAnswer(frame)
      if (answer === null) return { fault: 'not-understood' }
      if (waiting === null || answer.address !== waiting.channel.address || answer.function !== waiting.channel.function)
        return { fault: 'unasked' }
      const { channel, asks } = waiting
      waiting = null
      if ('exception' in answer) return { fault: `exception-${answer.exception}`, unable: true }
      if (asks === 'value') return force(channel, answer.data)
      const status = numberOf(answer.data, 'uint16', 'ABCD')
      moving = status === null || ((status >> (channel.stable?.bit ?? 0)) & 1) === 0
      return {}
    },
    tick(at) {
      if (at < quietUntil) return {}
      if (waiting !== null && at - askedAt < answerMs) return {}
      if (at < freeAt) return {}
      if (waiting !== null) {
        waiting = null
        quietUntil = at + LATE_MS
        return { fault: 'no-answer' }
      }
      const question = tares.shift() ?? round[next++ % round.length]
      if (!question) return {}
      if (question.asks === 'stable') moving = true
      if (question.asks === 'value' && !question.channel.stable) moving = false
      waiting = question
      askedAt = at
      return { send: inBytes(question) }
    },
    tare(cell) {
      const mine = channels.filter((channel) => channel.cell === cell && channel.tare)
      tares.push(...mine.map((channel): Question => ({ channel, asks: 'tare' })))
      return mine.length > 0 ? {} : null
    },
  }
}

const inBytes = ({ channel, asks }: Question): Uint8Array => {
  const { address, function: code, register, type, tare, stable } = channel
  if (asks === 'tare' && tare) return writeRequest(address, tare.function, tare.register, tare.value)
  return asks === 'stable' && stable
    ? readRequest(address, code, stable.register, 1)
    : readRequest(address, code, register, registersOf(type))
}
