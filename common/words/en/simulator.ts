import type { Texts } from '../texts.ts'
import type { simulator as zh } from '../zh/simulator.ts'

export const simulator = {
  title: 'Simulator: stands in for the booth’s sensors',
  text: 'This machine has no real devices. What you do here reaches the booth as the same bytes that real devices send; the booth can’t tell the difference. All drivers are made up.',
  connecting: 'Connecting to the booth, please wait',
  card: {
    title: 'Identity card',
    text: 'Choose a driver and place the card on the reader.',
    lay: 'Place card',
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
    standing: 'Somebody is under it, {value} cm',
    nobody: 'Nobody is under it',
  },
  keypad: {
    title: 'Answer keypad',
    text: 'Stands in for the keys in the booth.',
    keys: { up: 'Up', right: 'Right', down: 'Down', left: 'Left', no: 'No', ok: 'OK' },
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
    text: 'Uses a made-up picture and sound in place of this machine’s camera and microphone, whether it has any or not.',
    lend: 'Use a made-up camera and microphone',
  },
} satisfies Texts<typeof zh>
