import { array, assert, constant, constantFrom, oneof, property, uint8Array } from 'fast-check'
import { expect, it } from 'vitest'
import type { Turn } from '../../line/driver.ts'
import { cardFrame } from './codec.ts'
import { type CardEvent, identityCard } from './driver.ts'
import { writeTextBlock } from './text-block.ts'

const text = writeTextBlock({
  kind: 'resident',
  name: '王㛃',
  sex: 'female',
  nation: '01',
  birth: '1880-01-01',
  address: '某路',
  number: '34052419800101001X',
  authority: '某局',
  validFrom: '2020-01-01',
  validTo: null,
})
const record = cardFrame(Uint8Array.of(0, 0, 0x90, 0x01, 0x00, 0x04, 0x00, ...text, ...new Uint8Array(1024)))
const found = cardFrame([0, 0, 0x9f, 0, 0, 0, 0])
const selected = cardFrame([0, 0, 0x90, 0, 0, 0, 0, 0, 0, 0, 0])
const none = cardFrame([0, 0, 0x80])

/** What a reader may do next, in any order: an answer of any kind, any bytes in a sound frame, or time without one. */
const happening = oneof(
  constantFrom(found, selected, record, none, cardFrame([0, 0, 0x81]), cardFrame([0, 0, 0x41]), cardFrame([0, 0, 0x66])),
  uint8Array({ maxLength: 20 }).map((body) => cardFrame(body)),
  constantFrom(50, 300, 1500),
)

const READS = [300, found, selected, record]
const LEAVES = [300, none, 300, none]
/** A card that was dealt with is found no more, and can't be selected either. */
const GOES = [300, none, cardFrame([0, 0, 0x81]), 300, none, cardFrame([0, 0, 0x81])]

it('whatever a reader answers, a card is told once until it has gone, and gone only after a card', () => {
  assert(
    property(
      array(
        oneof(
          happening.map((what) => [what]),
          constant(READS),
          constant(LEAVES),
        ),
        { maxLength: 60 },
      ),
      (scenes) => {
        const told = run(scenes.flat()).flatMap(({ readings }) => readings ?? [])
        told.forEach(({ event }, at) => expect(event).toBe(at % 2 === 1 ? 'gone' : event === 'card' ? 'card' : 'unreadable'))
      },
    ),
    { numRuns: 500 },
  )
})

// A public driver of these readers takes 00 00 31 in answer to a search as a card to be laid on again.
it('a card that says no to the search itself is to be laid on again: no reader that is broken, and no card that is told for ever', () => {
  const rejects = cardFrame([0, 0, 0x31])
  const turns = run([300, rejects, 300, rejects, 300, rejects, 300, rejects, ...GOES, ...READS])
  expect(turns.some(({ unable }) => unable)).toBe(false)
  expect(turns.flatMap(({ readings }) => readings ?? []).map(({ event }) => event)).toEqual(['unreadable', 'gone', 'card'])
  // A hand that was still laying it on spoilt the first try.
  const late = run([300, rejects, ...READS]).flatMap(({ readings }) => readings ?? [])
  expect(late.map(({ event }) => event)).toEqual(['card'])
})

it('a reader is asked again within two seconds, whatever it does', () => {
  assert(
    property(array(happening, { maxLength: 60 }), (happenings) => {
      const turns = run([...happenings, ...Array<number>(40).fill(50)])
      expect(turns.slice(-40).filter(({ send }) => send).length).toBeGreaterThan(0)
    }),
  )
})

it('a reader that never answers is asked for ever, but not faster', () => {
  const asked = run(Array<number>(200).fill(50)).filter(({ send }) => send).length
  expect(asked).toBeGreaterThan(5)
  expect(asked).toBeLessThan(9)
})

/** Plays frames, and numbers as milliseconds that go by, to a new conversation. */
function run(happenings: (Uint8Array | number)[]): Turn<CardEvent>[] {
  const talk = identityCard.talk()
  let at = 0
  return happenings.map((what) => (typeof what === 'number' ? talk.tick((at += what)) : talk.hear(what, at)))
}
