import { INPUTS, type Input } from '#protocol/input.ts'

/** Words by which a sentence names what it is answered with, in both languages. */
const NAMES: Readonly<Record<Input, RegExp>> = {
  keypad: /键盘|keypad/i,
  stick: /摇杆|\bstick\b/i,
  // 点 is to touch, unless it counts or says how much.
  touch: /(?<![有一几早晚快\d])点(?!钟|名)|触摸|触屏|手指签|\btouch|\btap\b|\bfinger\b/iu,
  pen: /签名笔|\bpen\b/i,
}

/** The inputs that a text names. */
export const namedIn = (text: string): Input[] => INPUTS.filter((each) => NAMES[each].test(text))
