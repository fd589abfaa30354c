import { expect, test } from 'vitest'
import { mcuLine } from '../../line/mcu-line.ts'
import { joystick } from './joystick.ts'

const hear = (...lines: string[]) => {
  const framer = joystick.framer()
  const talk = joystick.talk()
  return lines.flatMap((line) => framer.push(mcuLine(line), 0).flatMap((frame) => talk.hear(frame, 0).readings ?? []))
}

test('a push to a side is its key, once, until the stick has come back', () => {
  const pushes = hear('J,0,0,0', 'J,650,0,10', 'J,720,100,20', 'J,1000,0,30', 'J,400,0,40', 'J,900,0,50', 'J,100,0,60', 'J,0,-900,70')
  expect(pushes).toEqual([
    { key: 'right', deviceMs: 20 },
    { key: 'down', deviceMs: 70 },
  ])
})

test('up is up and left is left, and the buttons are keys', () => {
  expect(hear('J,-800,0,1', 'J,0,0,2', 'J,0,800,3', 'K,ok,1,500', 'K,ok,0,600', 'K,no,1,900').map(({ key }) => key)).toEqual([
    'left',
    'up',
    'ok',
    'no',
  ])
})
