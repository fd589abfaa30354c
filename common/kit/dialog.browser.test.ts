import { afterEach, expect, test } from 'vitest'
import { Dialog } from './dialog.ts'

afterEach(() => document.body.replaceChildren())

/** Opens a dialog with these buttons, and gives the text of the one that has the focus. */
const focused = async (buttons: string): Promise<string | null | undefined> => {
  const dialog = Object.assign(new Dialog(), { heading: '?', innerHTML: buttons })
  document.body.append(dialog)
  await dialog.updateComplete
  dialog.open = true
  await dialog.updateComplete
  return document.activeElement?.textContent
}

test('a dialog gives the focus to the button that changes nothing, wherever it stands', async () => {
  expect(await focused('<button slot="buttons">leave</button><button slot="buttons" autofocus>stay</button>')).toBe('stay')
  document.body.replaceChildren()
  expect(await focused('<button slot="buttons">cancel</button><button slot="buttons">do it</button>')).toBe('cancel')
})
