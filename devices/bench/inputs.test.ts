import { expect, test } from 'vitest'
import { openHand } from '../testing/test-line.ts'
import { inputsOf } from './inputs.ts'

const keys = (model: 'keypad' | 'joystick') => {
  const hand = openHand<{ key: 'ok'; deviceMs: number }>()
  return { hand, device: { name: model, model, kind: 'keypad' as const, line: hand.line } }
}

test('a driver answers with the keys that live and the screen that can be touched', () => {
  const [pad, stick] = [keys('keypad'), keys('joystick')]
  for (const { hand } of [pad, stick]) hand.become('alive')
  expect(inputsOf([pad.device], true)).toEqual(['keypad', 'touch'])
  expect(inputsOf([stick.device], true)).toEqual(['stick', 'touch'])
  expect(inputsOf([], true)).toEqual(['touch'])
  pad.hand.become('silent')
  expect(inputsOf([pad.device], true)).toEqual(['touch'])
  expect(inputsOf([pad.device, stick.device], false)).toEqual(['stick', 'pen'])
})

test('where the screen can’t be touched, keys that are silent are named all the same', () => {
  const { device, hand } = keys('joystick')
  hand.become('absent')
  expect(inputsOf([device], false)).toEqual(['stick', 'pen'])
  expect(inputsOf([], false)).toEqual(['keypad', 'pen'])
})
