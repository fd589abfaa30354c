import type { Texts } from '../texts.ts'
import type { troubles as zh } from '../zh/troubles.ts'

export const troubles = {
  'port-not-named': 'It is not written which port it is on. Write its byId, its byPath or its serial number into booth.json.',
  'no-port-fits': 'No port matches {wished}. Check its cable and its power.',
  'perhaps-brltty':
    'No port matches {wished}. Check its cable and its power. If it is a CH340 adapter, brltty may have taken it: remove the package brltty and plug it in again.',
  'several-ports-fit':
    '{count} ports match {wished}, so it is not certain which one it is. Add the byPath of the socket that it is plugged into.',
  'port-given-twice': 'The port is also given to {devices}. Give each device its own port.',
  'not-there': 'There is no device at {path}. Check its cable and its power.',
  held: '{path} is in use by {holders}. Stop that program, or give each device its own port.',
  'held-here': '{path} is in use by another device of this booth. Give each device its own port.',
  'held-unseen': '{path} is in use by another program; which one cannot be seen. Stop that program, or give each device its own port.',
  'not-permitted': 'This user may not open {path}. Add the user to the group dialout and sign in again.',
  'not-opened':
    '{path} cannot be opened; the system says: {message}. Unplug the device and plug it in again; if that does not help, restart the computer.',
  unplugged: 'The device at {path} was unplugged or lost power. Check its cable and its power.',
  quiet: 'The port {path} is open, but the device sends nothing. Check its power, its cable and its baud rate.',
  unreadable:
    'Data arrive at {path}, but not what a {model} sends at {baud} baud. Check the model, the baud rate that the device is set to, and its cable.',
  unable:
    'The {model} at {path} answers, but reports that it can’t work: {fault}. Switch its power off and on again; if that does not help, ask its maker (self-test-failed: its security module is broken; not-authorised: its security module has no licence; exception-…: it does not have a register that its profile names, so compare the profile with the data sheet).',
} satisfies Texts<typeof zh>
