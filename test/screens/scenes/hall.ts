import * as cityMadeUp from '../made-up/city.ts'
import { type Scene } from './scene.ts'

// The hall’s screen.

export const hallScenes: readonly Scene[] = [
  {
    name: 'hall-enrol',
    path: '/hall/',
    say: () => {},
    // Whether the screen has a key is read from its own store first.
    act: (page) => page.locator('rf-enrolment form').waitFor(),
  },
  {
    name: 'hall',
    path: '/hall/#W4RT-9BDC',
    say: ({ said }) => void (said.hall = cityMadeUp.hall),
    act: (page) => page.locator('dl').waitFor(),
  },
  {
    name: 'hall-called',
    path: '/hall/#W4RT-9BDC',
    say: ({ said }) =>
      void (said.hall = { ...cityMadeUp.hall, booths: cityMadeUp.hall.booths.map((one, at) => ({ ...one, calls: at > 3 })) }),
    act: (page) => page.locator('li.calls').first().waitFor(),
  },
  {
    name: 'hall-lost',
    path: '/hall/#W4RT-9BDC',
    say: ({ said }) => void (said.hall = cityMadeUp.hall),
    async act(page, stage) {
      await page.locator('dl').waitFor()
      stage.cut()
      await page.locator('.grey').waitFor()
    },
  },
]
