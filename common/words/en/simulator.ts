import type { Texts } from '../texts.ts'
import type { simulator as zh } from '../zh/simulator.ts'

export const simulator = {
  title: 'Simulator: stands in for the booth’s sensors',
  text: 'This machine has no real devices. What you do here reaches the booth as the very bytes real devices send; the booth can’t tell the difference. All drivers are made up.',
  connecting: 'Connecting to the booth, please wait',
  card: {
    title: 'Identity card',
    text: 'Choose a driver and lay the card on the reader.',
    lay: 'Lay on',
    take: 'Take the card away',
    lying: 'On the reader: {name}',
    none: 'The reader is empty',
  },
  height: {
    title: 'Height sensor',
    text: 'Choose a height and stand under the sensor.',
    tall: 'Height',
    centimetres: '{value} cm',
    stand: 'Step under it',
    off: 'Step off',
    standing: 'Somebody stands there, {value} cm',
    nobody: 'Nobody stands there',
  },
  keypad: {
    title: 'Answer keypad',
    text: 'Stands in for the keys in the booth.',
    keys: { up: 'Up', right: 'Right', down: 'Down', left: 'Left', no: 'Can’t see', ok: 'OK' },
  },
  pedals: {
    title: 'Pedals',
    text: 'Press and hold: 250 N. Let go: foot off.',
    left: 'Left pedal',
    right: 'Right pedal',
    newtons: '{value} N',
  },
  plugs: {
    title: 'Cables',
    text: 'Unplug a device and see what the booth says.',
    unplug: 'Unplug',
    plug: 'Plug in',
    in: 'Connected',
    out: 'Unplugged',
  },
  camera: {
    title: 'Camera and microphone',
    text: 'Puts a made-up picture and sound in the place of this machine’s own, whether it has any or not.',
    lend: 'Use a made-up camera and microphone',
  },
} satisfies Texts<typeof zh>
