import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { HelpHere } from '#protocol/help.ts'
import { openHelp } from './help.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const opened = () => {
  let count = 0
  let here: HelpHere | null = null
  let told = 0
  const help = openHelp({
    ids: () => `call ${++count}`,
    onChange: (now) => void (here = now),
    onWanted: () => void (told += 1),
  })
  return { help, here: () => here, told: () => told }
}

test('a call stands until it is answered, and is one however often it is made', () => {
  const { help, here, told } = opened()
  help.want('staff', true)
  help.want('staff', true)
  expect([help.wanted(), here(), told()]).toEqual([[{ id: 'call 1', whom: 'staff' }], { staff: 'called' }, 1])
  vi.advanceTimersByTime(3_600_000)
  expect(here()).toEqual({ staff: 'called' })
  help.heard('call 1')
  help.heard('call 1')
  expect([help.wanted(), here()]).toEqual([[], { staff: 'heard' }])
  vi.advanceTimersByTime(61_000)
  expect(here()).toBeNull()
})

test('who doesn’t need anybody any more takes the call back', () => {
  const { help, here } = opened()
  help.want('doctor', true)
  help.want('staff', true)
  help.want('doctor', false)
  expect([help.wanted(), here()]).toEqual([[{ id: 'call 2', whom: 'staff' }], { staff: 'called' }])
})

test('who was heard may call again, and an answer to the call before is none to this one', () => {
  const { help, here } = opened()
  help.want('doctor', true)
  help.heard('call 1')
  help.want('doctor', true)
  help.heard('call 1')
  expect([help.wanted(), here()]).toEqual([[{ id: 'call 2', whom: 'doctor' }], { doctor: 'called' }])
})

test('when the driver leaves no doctor is called any more, and the staff still are: somebody may lie on the floor', () => {
  const { help } = opened()
  help.want('doctor', true)
  help.want('staff', true)
  help.leave()
  expect(help.wanted()).toEqual([{ id: 'call 2', whom: 'staff' }])
})
