import type { Texts } from '../texts.ts'
import type { door as zh } from '../zh/door.ts'

export const door = {
  title: 'The booth page cannot be opened',
  'not-signed-in':
    'This browser has not been allowed to open the booth page. Open the launch address that the booth agent printed when it started.',
  'launch-used':
    'This launch address has been used already; each one works once. Start the booth agent again and open the new address that it prints.',
  'origin-wrong':
    'The booth page opens only on this machine, under 127.0.0.1. Open the launch address that the booth agent printed when it started.',
  'not-found': 'There is no such page here. Check the address.',
  'not-built': 'The pages have not been built yet. Run npm run build, then open this address again.',
  code: {
    title: 'Service page',
    ask: 'Type the eight digits of the installer’s code.',
    open: 'Open',
    clear: 'Clear',
    wrong: 'The code is wrong. Check it and type it again.',
    'too-many': 'Too many wrong codes. Wait fifteen minutes, then type it again.',
    'no-code': 'This booth has no code yet. Make one at its terminal, with: roadfit-booth code',
    back: 'Back to the booth',
  },
} satisfies Texts<typeof zh>
