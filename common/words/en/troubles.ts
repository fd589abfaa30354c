import type { Texts } from '../texts.ts'
import type { troubles as zh } from '../zh/troubles.ts'

export const troubles = {
  'port-not-named': 'Nothing says which port it is on. Write its byId, its byPath or its serial number into booth.json.',
  'no-port-fits': 'No port fits {wished}. Check its cable and its power.',
  'perhaps-brltty':
    'No port fits {wished}. Check its cable and its power. If it is a CH340 adapter, brltty may have grabbed it: remove the package brltty and plug it in again.',
  'several-ports-fit': '{count} ports fit {wished}, so it is not certain which one it is. Add the byPath of the socket it is plugged into.',
  'port-given-twice': 'The port is also given to {devices}. Give each device its own port.',
  'not-there': 'There is no device at {path}. Check its cable and its power.',
  held: '{path} is held by {holders}. End it, or give each device its own port.',
  'held-here': '{path} is held by another device of this booth. Give each device its own port.',
  'held-unseen': '{path} is held by another program; which one cannot be seen. End it, or give each device its own port.',
  'not-permitted': 'This user may not open {path}. Add the user to the group dialout and sign in again.',
  'not-opened':
    '{path} cannot be opened; the system says: {message}. Unplug the device and plug it in again; if it stays so, restart the computer.',
  unplugged: 'The device at {path} was unplugged or lost its power. Check its cable and its power.',
  quiet: 'The port {path} is open, but the device says nothing. Check its power, its cable and its speed.',
  unreadable:
    'Bytes come at {path}, but none that a {model} sends at {baud} baud. Check the model, the speed that the device is set to, and its cable.',
  unable:
    'The {model} at {path} answers, but only that it can’t work: {fault}. Take its power away and give it back; if it stays so, ask its maker (self-test-failed: its module is broken; not-authorised: its module has no licence; exception-…: it has no such register as its profile says, which has to be compared with its sheet).',
} satisfies Texts<typeof zh>
