import type { Texts } from '../index.ts'
import type { call as zh } from '../zh/call.ts'

export const call = {
  states: {
    joining: 'Connecting picture and voice…',
    live: 'Picture and voice are connected',
    failed: 'Picture and voice are not connected; trying again by itself. The check goes on without them.',
    closed: 'Picture and voice have ended',
  },
  held: 'Ready. No picture or voice is sent before a doctor takes over',
  theyHold: 'The other side is not sending picture or voice yet',
  noPicture: 'Waiting for the picture…',
  mine: 'My picture',
  booth: 'Driver',
  overview: 'Overview',
  doctor: 'Doctor',
  sources: { camera: 'camera', overview: 'overview camera', microphone: 'microphone' },
  captures: {
    none: 'No {source} was found. Check that it is plugged in, then open this page again.',
    denied: 'The browser may not use the {source}. Allow it in the site settings left of the address, then reload this page.',
    busy: 'Another program is using the {source}. Close that program, then reload this page.',
    insecure:
      'This page was not opened over a secure connection, so the browser does not allow the {source}. Open it by its https address.',
  },
  madeUp: 'Simulated camera and microphone',
} satisfies Texts<typeof zh>
